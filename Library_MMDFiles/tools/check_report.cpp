#include "tools/check_report.h"

#include <fmt/ostream.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

namespace mmdtool {
namespace {

constexpr std::string_view reader_kind = "file";

std::string without_file(const std::string& file, std::string_view line) {
  if (line.starts_with(file)) line.remove_prefix(file.size());
  if (line.starts_with(": ")) line.remove_prefix(2);
  return std::string(line);
}

}  // namespace

std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t most = 6;
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), most); ++i) {
    text.append(i == 0 ? "" : ", ").append(names[i]);
  }
  if (names.size() > most) text += fmt::format(" and {} more", names.size() - most);
  return text;
}

void Report::error(std::string_view kind, const std::string& file, std::string text) {
  add({true, std::string(kind), file, std::move(text)});
}

void Report::warning(std::string_view kind, const std::string& file, std::string text) {
  add({false, std::string(kind), file, std::move(text)});
}

void Report::add(Finding finding) {
  if (std::ranges::find(findings_, finding) == findings_.end())
    findings_.push_back(std::move(finding));
}

void Report::error_line(const std::string& file, std::string_view line) {
  error(reader_kind, file, without_file(file, line));
}

void Report::warning_lines(const std::string& file, const std::vector<std::string>& lines) {
  for (const std::string& line : lines) warning(reader_kind, file, without_file(file, line));
}

std::size_t Report::errors() const {
  return static_cast<std::size_t>(std::ranges::count_if(findings_, &Finding::is_error));
}

void Report::print_text(std::ostream& out, std::size_t files) const {
  for (const Finding& finding : findings_) {
    fmt::print(out, "{}: {}: {}\n", finding.is_error ? "error" : "warning", finding.file,
               finding.text);
  }
  fmt::print(out, "{} files, {} errors, {} warnings\n", files, errors(), warnings());
}

void Report::print_json(std::ostream& out, std::size_t files) const {
  nlohmann::ordered_json json = {{"files", files}, {"errors", errors()}, {"warnings", warnings()}};
  json["findings"] = nlohmann::ordered_json::array();
  for (const Finding& finding : findings_) {
    json["findings"].push_back({{"severity", finding.is_error ? "error" : "warning"},
                                {"kind", finding.kind},
                                {"file", finding.file},
                                {"text", finding.text}});
  }
  out << json.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
}

}  // namespace mmdtool
