#include "options/mdf.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <utility>

#include "host_limits.h"
#include "options/environment.h"

namespace mmdagent {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string_view without_trailing_blanks(std::string_view line) {
  const std::size_t last = line.find_last_not_of(" \t\r\n");
  return last == std::string_view::npos ? std::string_view{} : line.substr(0, last + 1);
}

bool is_setting(std::string_view line) {
  return !line.starts_with('#') && line.find('=') != std::string_view::npos;
}

std::pair<std::string, std::string> key_and_value(std::string_view line) {
  const std::size_t equals = line.find('=');
  return {std::string(line.substr(0, equals)), std::string(line.substr(equals + 1))};
}

// A file of nothing but bad lines does not flood the log: one more line counts those beyond the
// limit.
void shorten(std::vector<std::string>& lines) {
  if (lines.size() <= limits::settings_warnings) return;
  const std::size_t surplus = lines.size() - limits::settings_warnings;
  lines.resize(limits::settings_warnings);
  lines.push_back(fmt::format("{} more lines of that kind", surplus));
}

}  // namespace

std::optional<MdfSetting> parse_mdf_line(std::string_view line, int number,
                                         std::vector<std::string>& reasons) {
  line = without_trailing_blanks(line);
  if (line.starts_with('#')) return std::nullopt;
  MdfSetting setting;
  setting.line = number;
  const bool has_raw = is_setting(line);
  if (has_raw) std::tie(setting.raw_key, setting.raw_value) = key_and_value(line);

  const Expansion expansion = expand_environment(line);
  if (expansion.status == ExpansionStatus::done) {
    const std::string_view expanded = without_trailing_blanks(expansion.text);
    if (is_setting(expanded)) std::tie(setting.key, setting.value) = key_and_value(expanded);
  } else if (expansion.status == ExpansionStatus::unterminated) {
    reasons.push_back(fmt::format("line {}: parse error", number));
  } else {
    reasons.push_back(fmt::format("line {}: too long (>{})", number, limits::settings_line_bytes));
  }
  if (!has_raw && setting.key.empty()) return std::nullopt;
  return setting;
}

Mdf parse_mdf(std::string_view text) {
  Mdf mdf;
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.size() > limits::settings_line_bytes) {
      mdf.warnings.push_back(fmt::format("line {}: {} bytes, at most {} expected, skipped", number,
                                         line.size(), limits::settings_line_bytes));
    } else if (line.find('\0') != std::string_view::npos) {
      mdf.warnings.push_back(fmt::format("line {}: has a NUL byte, skipped", number));
    } else if (auto setting = parse_mdf_line(line, number, mdf.reasons)) {
      mdf.settings.push_back(std::move(*setting));
    }
  }
  shorten(mdf.warnings);
  shorten(mdf.reasons);
  return mdf;
}

Mdf read_mdf(const std::filesystem::path& file) {
  Mdf failed;
  std::error_code error;
  const bool regular = std::filesystem::is_regular_file(file, error);
  const std::uintmax_t size = regular ? std::filesystem::file_size(file, error) : 0;
  std::ifstream stream(file, std::ios::binary);
  if (!regular || error || !stream) {
    failed.reasons.push_back(fmt::format("failed to open {}", file.string()));
    return failed;
  }
  if (size > limits::settings_file_bytes) {
    failed.reasons.push_back(fmt::format("{}: {} bytes, at most {} expected", file.string(), size,
                                         limits::settings_file_bytes));
    return failed;
  }
  std::string text(static_cast<std::size_t>(size), '\0');
  stream.read(text.data(), static_cast<std::streamsize>(size));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return parse_mdf(text);
}

}  // namespace mmdagent
