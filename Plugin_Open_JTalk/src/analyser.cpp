#include "analyser.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <system_error>

#include "child_exchange.h"
#include "hts_synthesis.h"

namespace open_jtalk {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds patience{10};
constexpr const char* program = "open_jtalk";

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// Behind the last mark of the text that ends a sentence or a phrase; 0: there is none.
std::size_t after_last_mark(std::string_view text) {
  std::size_t best = 0;
  for (const std::string_view mark : {"。", "！", "？", "、", ".", "!", "?", ",", " "}) {
    const std::size_t at = text.rfind(mark);
    if (at != std::string_view::npos) best = std::max(best, at + mark.size());
  }
  return best;
}

std::string one_line(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  return text + "\n";
}

}  // namespace

std::vector<std::string> split_text(std::string_view text, std::size_t bytes) {
  std::vector<std::string> pieces;
  while (!text.empty()) {
    std::size_t length = text.size();
    if (length > bytes) {
      length = bytes;
      while (length > 1 && continues_character(text[length])) --length;
      if (const std::size_t mark = after_last_mark(text.substr(0, length))) length = mark;
    }
    pieces.emplace_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return pieces;
}

Labels labels_of(std::string_view trace) {
  constexpr std::string_view title = "[Output label]\n";
  Labels labels;
  const std::size_t begin = trace.find(title);
  if (begin == std::string_view::npos) return labels;
  trace.remove_prefix(begin + title.size());
  while (!trace.empty() && trace.front() != '\n' && trace.front() != '[') {
    const std::string_view line = trace.substr(0, trace.find('\n'));
    labels.emplace_back(line.substr(line.rfind(' ') + 1));  // behind begin and end
    trace.remove_prefix(std::min(line.size() + 1, trace.size()));
  }
  return labels;
}

std::vector<Labels> phrases_of(std::span<const std::string> labels) {
  std::vector<Labels> phrases;
  bool begins = true;
  for (const std::string& label : labels) {
    if (begins) phrases.emplace_back();
    phrases.back().push_back(label);
    begins = phone_of(label) == pause;
  }
  return phrases;
}

std::unique_ptr<process::ChildProcess> Analyser::start(std::string& error) const {
  // Its sound is not wanted: the fastest speech, one sample for each frame.
  process::ChildProcess::Failure failure{};
  auto child =
      process::ChildProcess::start({program, "-x", dictionary_.string(), "-m", voice_.string(),
                                    "-r", "10", "-p", "1", "-ot", "/dev/stdout"},
                                   failure, process::ChildProcess::Errors::dropped);
  if (child == nullptr) {
    error = fmt::format("cannot run \"{}\": {}", program,
                        std::generic_category().message(failure.error));
  }
  return child;
}

void Analyser::prepare() {
  std::string told_later;
  if (waiting_ == nullptr) waiting_ = start(told_later);
}

std::optional<Labels> Analyser::analyse(const std::string& text, std::string& error) {
  std::unique_ptr<process::ChildProcess> child = std::move(waiting_);
  if (child == nullptr || child->reap()) child = start(error);
  if (child == nullptr) return std::nullopt;
  const std::optional<std::string> output = process::exchange(*child, one_line(text), patience);
  prepare();
  if (output) return labels_of(*output);
  error = fmt::format("\"{}\" did not end within {} s", program, patience.count());
  return std::nullopt;
}

std::optional<fs::path> find_dictionary(const fs::path& app_data) {
  std::error_code ignored;
  for (const fs::path& folder :
       {app_data / "Open_JTalk", fs::path("/var/lib/mecab/dic/open-jtalk/naist-jdic")}) {
    if (fs::exists(folder / "sys.dic", ignored)) return folder;
  }
  return std::nullopt;
}

}  // namespace open_jtalk
