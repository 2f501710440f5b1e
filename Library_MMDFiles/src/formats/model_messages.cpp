#include "MMDFiles/model_messages.h"

#include <span>

#include "MMDFiles/file.h"
#include "MMDFiles/limits.h"
#include "MMDFiles/load_error.h"
#include "MMDFiles/side_files.h"
#include "MMDFiles/text.h"

namespace mmd {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t") == std::string_view::npos;
}

bool is_utf8(std::string_view line) {
  return !decode_utf8(std::as_bytes(std::span(line.data(), line.size()))).damaged;
}

// Why the line cannot be sent; empty when it can.
std::string_view problem_of(std::string_view line, std::size_t messages_before) {
  if (line.size() > limits::message_line_bytes) return "line longer than 65535 bytes, skipped";
  if (line.find('\0') != std::string_view::npos) return "line holds a zero byte, skipped";
  if (!is_utf8(line)) return "line is not UTF-8, skipped";
  if (line.front() == '|') return "message has no type, skipped";
  if (messages_before == limits::message_lines) return "more than 100 messages, the rest skipped";
  return {};
}

}  // namespace

ModelMessages parse_model_messages(std::string_view text, std::string_view path) {
  ModelMessages messages;
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  std::size_t number = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (is_blank(line)) continue;
    const std::string_view problem = problem_of(line, messages.lines.size());
    if (problem.empty()) {
      messages.lines.emplace_back(line);
      continue;
    }
    if (messages.warnings.size() < limits::warnings) {
      messages.warnings.push_back(std::string(path) + ": line " + std::to_string(number) + ": " +
                                  std::string(problem));
    }
    if (messages.lines.size() == limits::message_lines) break;
  }
  return messages;
}

ModelMessages read_model_messages(const std::filesystem::path& model, ModelMessageKind kind) {
  const auto path =
      find_side_file(model, kind == ModelMessageKind::load ? ".loadmessage" : ".deletemessage");
  if (!path) return {};
  try {
    const auto bytes = read_file(*path, limits::sidecar_file_bytes);
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return parse_model_messages(text, path->string());
  } catch (const LoadError& error) {
    return {{}, {error.what()}};
  }
}

}  // namespace mmd
