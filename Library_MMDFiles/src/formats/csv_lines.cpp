#include "formats/csv_lines.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

#include "MMDFiles/limits.h"
#include "MMDFiles/text.h"

namespace mmd {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// What std::from_chars does not skip by itself.
std::string_view number_start(std::string_view text) {
  const auto start = text.find_first_not_of(" \t");
  text.remove_prefix(start == std::string_view::npos ? text.size() : start);
  if (text.starts_with('+')) text.remove_prefix(1);
  return text;
}

std::string_view without_quotes(std::string_view field) {
  if (field.starts_with('"')) field.remove_prefix(1);
  if (field.ends_with('"')) field.remove_suffix(1);
  return field;
}

// The place after the quote that closes the field, npos where none does.
std::size_t closed_end(std::string_view text) {
  for (auto quote = text.find('"', 1); quote != std::string_view::npos;
       quote = text.find('"', quote + 1)) {
    if (quote + 1 == text.size() || text[quote + 1] == ',') return quote + 1;
  }
  return std::string_view::npos;
}

}  // namespace

CsvLines::CsvLines(std::span<const std::byte> bytes, std::string_view path) : place_(bytes, path) {
  const auto all = place_.bytes(bytes.size());
  content_ = {reinterpret_cast<const char*>(all.data()), all.size()};
  rewind();
}

void CsvLines::rewind() {
  next_offset_ = content_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  line_number_ = 0;
}

bool CsvLines::next() {
  fields_.clear();
  if (next_offset_ >= content_.size()) return false;
  line_offset_ = next_offset_;
  ++line_number_;
  place_.point_at("line", line_number_, line_offset_);
  const auto end = std::min(content_.find('\n', line_offset_), content_.size());
  line_ = content_.substr(line_offset_, end - line_offset_);
  next_offset_ = end + 1;
  if (line_.ends_with('\r')) line_.remove_suffix(1);
  if (line_.size() > limits::csv_line_bytes) {
    place_.fail("line of " + std::to_string(line_.size()) + " bytes, expected at most " +
                std::to_string(limits::csv_line_bytes));
  }
  return true;
}

std::string_view CsvLines::record() const { return line_.substr(0, line_.find(',')); }

void CsvLines::split() {
  fields_.clear();
  std::string_view rest = line_;
  // Once no quote closes a field, none closes a later one: a line is searched once only.
  bool may_close = true;
  while (true) {
    std::size_t end = std::string_view::npos;
    if (may_close && rest.starts_with('"')) {
      end = closed_end(rest);
      may_close = end != std::string_view::npos;
    }
    if (end == std::string_view::npos) end = std::min(rest.find(','), rest.size());
    fields_.push_back(without_quotes(rest.substr(0, end)));
    if (end == rest.size()) return;
    rest.remove_prefix(end + 1);
  }
}

std::string_view CsvLines::field(std::size_t k) const {
  return k < fields_.size() ? fields_[k] : std::string_view{};
}

float CsvLines::number(std::size_t k, float missing) const {
  if (!has(k)) return missing;
  const std::string_view text = number_start(field(k));
  double value = 0.0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  const auto stored = static_cast<float>(value);
  if (result.ec == std::errc::result_out_of_range || !std::isfinite(stored)) {
    place_.fail("field " + std::to_string(k) + " is not a finite number");
  }
  return result.ec == std::errc{} ? stored : 0.0F;
}

glm::vec3 CsvLines::vec3(std::size_t k) const { return {number(k), number(k + 1), number(k + 2)}; }

glm::vec4 CsvLines::vec4(std::size_t k) const { return {vec3(k), number(k + 3)}; }

std::int64_t CsvLines::integer(std::size_t k, std::int64_t missing) const {
  if (!has(k)) return missing;
  const std::string_view text = number_start(field(k));
  std::int64_t value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec == std::errc::result_out_of_range) {
    using Limits = std::numeric_limits<std::int64_t>;
    return text.starts_with('-') ? Limits::min() : Limits::max();
  }
  return value;
}

std::string CsvLines::decoded(std::string_view raw) {
  const auto bytes = std::as_bytes(std::span(raw.data(), raw.size()));
  DecodedText decoded = encoding_ == CsvEncoding::utf8 ? decode_utf8(bytes) : decode_cp932(bytes);
  if (decoded.damaged) place_.warn_damaged_text();
  return std::move(decoded.text);
}

}  // namespace mmd
