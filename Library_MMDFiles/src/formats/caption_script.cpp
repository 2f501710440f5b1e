#include "MMDFiles/caption_script.h"

#include <optional>
#include <utility>

#include "MMDFiles/file.h"
#include "MMDFiles/limits.h"
#include "MMDFiles/load_error.h"
#include "formats/text_lines.h"

namespace mmd {
namespace {

constexpr double frames_per_minute = 1800.0;
constexpr double frames_per_second = 30.0;
constexpr double frames_per_hundredth = 0.3;
constexpr std::size_t most_digits = 6;

// Takes the digits at the front and the mark behind them.
std::optional<double> take_number(std::string_view& line, char mark) {
  double number = 0.0;
  std::size_t digits = 0;
  while (digits < line.size() && line[digits] >= '0' && line[digits] <= '9') {
    number = number * 10.0 + (line[digits++] - '0');
  }
  if (digits == 0 || digits > most_digits || digits == line.size() || line[digits] != mark) {
    return std::nullopt;
  }
  line.remove_prefix(digits + 1);
  return number;
}

std::optional<CaptionLine> parse_line(std::string_view line) {
  if (!line.starts_with('[')) return std::nullopt;
  line.remove_prefix(1);
  const std::optional<double> minutes = take_number(line, ':');
  const std::optional<double> seconds = minutes ? take_number(line, '.') : std::nullopt;
  const std::optional<double> hundredths = seconds ? take_number(line, ']') : std::nullopt;
  if (!hundredths) return std::nullopt;
  const double frames = *minutes * frames_per_minute + *seconds * frames_per_second +
                        *hundredths * frames_per_hundredth;
  return CaptionLine{frames, std::string(line)};
}

}  // namespace

CaptionScript parse_caption_script(std::string_view text, std::string_view path) {
  CaptionScript script;
  TextLines lines(text, path);
  while (lines.next()) {
    if (auto line = parse_line(lines.line())) script.lines.push_back(std::move(*line));
  }
  script.warnings = lines.take_warnings();
  if (script.lines.empty()) throw LoadError(path, "no line has the form [mm:ss.cc]text");
  script.end = script.lines.back().begin;
  script.lines.back().text.clear();
  return script;
}

CaptionScript read_caption_script_file(const std::filesystem::path& path) {
  const auto bytes = read_file(path, limits::sidecar_file_bytes);
  return parse_caption_script(as_text(bytes), path.string());
}

}  // namespace mmd
