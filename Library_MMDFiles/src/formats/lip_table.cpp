#include "MMDFiles/lip_table.h"

#include <charconv>
#include <cmath>
#include <system_error>

#include "MMDFiles/file.h"
#include "MMDFiles/limits.h"
#include "MMDFiles/load_error.h"
#include "MMDFiles/text.h"
#include "formats/text_lines.h"

namespace mmd {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view blanks = " \t\r\n";

class LipTableReader {
 public:
  LipTableReader(std::string_view text, std::string_view path)
      : text_(text), path_(path), at_(text.starts_with(byte_order_mark) ? 3 : 0) {}

  LipTable read() {
    LipTable table;
    const std::size_t morphs = count("morph count", limits::lip_morphs);
    for (std::size_t i = 0; i < morphs; ++i) table.morphs.push_back(name("name of a morph"));
    const std::size_t phones = count("phoneme count", limits::lip_phones);
    for (std::size_t i = 0; i < phones; ++i) {
      LipPhone phone;
      phone.name = name("name of a phoneme");
      for (std::size_t k = 0; k < morphs; ++k) phone.rates.push_back(rate());
      table.phones.push_back(std::move(phone));
    }
    return table;
  }

 private:
  [[noreturn]] void fail(const std::string& problem) const {
    throw LoadError(path_, "lip table", problem, word_start_);
  }

  std::string_view word(std::string_view what) {
    for (;;) {
      at_ = std::min(text_.find_first_not_of(blanks, at_), text_.size());
      word_start_ = at_;
      if (at_ == text_.size()) fail("file ends early: expected " + std::string(what));
      if (text_[at_] != '#') break;
      at_ = std::min(text_.find('\n', at_), text_.size());
    }
    const std::size_t end = std::min(text_.find_first_of(blanks, at_), text_.size());
    const std::string_view found = text_.substr(at_, end - at_);
    at_ = end;
    return found;
  }

  std::string name(std::string_view what) {
    const std::string_view found = word(what);
    if (found.size() > limits::pmx_name_bytes) {
      fail(std::string(what) + " of " + std::to_string(found.size()) + " bytes, expected at most " +
           std::to_string(limits::pmx_name_bytes));
    }
    return decode_utf8(std::as_bytes(std::span(found))).text;
  }

  std::size_t count(std::string_view what, std::size_t limit) {
    const std::string_view found = word(what);
    std::int64_t value = 0;
    const auto result = std::from_chars(found.data(), found.data() + found.size(), value);
    const bool whole = result.ec == std::errc{} && result.ptr == found.data() + found.size();
    if (!whole || value < 1 || static_cast<std::uint64_t>(value) > limit) {
      fail(std::string(what) + " " + quoted_word(found) + ", expected 1.." + std::to_string(limit));
    }
    return static_cast<std::size_t>(value);
  }

  float rate() {
    const std::string_view found = word("a rate");
    float value = 0.0F;
    const auto result = std::from_chars(found.data(), found.data() + found.size(), value);
    const bool whole = result.ec == std::errc{} && result.ptr == found.data() + found.size();
    if (!whole || !std::isfinite(value) || value < 0.0F) {
      fail("rate " + quoted_word(found) + ", expected a number of at least 0");
    }
    return value;
  }

  std::string_view text_;
  std::string_view path_;
  std::size_t at_;
  std::size_t word_start_ = 0;
};

}  // namespace

LipTable parse_lip_table(std::string_view text, std::string_view path) {
  return LipTableReader(text, path).read();
}

LipTable read_lip_table_file(const std::filesystem::path& path) {
  const auto bytes = read_file(path, limits::sidecar_file_bytes);
  return parse_lip_table(as_text(bytes), path.string());
}

std::optional<std::filesystem::path> find_lip_table(const std::filesystem::path& model) {
  constexpr std::size_t suffix_bytes = 4;
  std::string name = model.string();
  if (name.size() < suffix_bytes) return std::nullopt;
  name.replace(name.size() - suffix_bytes, suffix_bytes, ".lip");
  std::error_code error;
  if (!std::filesystem::is_regular_file(name, error)) return std::nullopt;
  return std::filesystem::path(std::move(name));
}

}  // namespace mmd
