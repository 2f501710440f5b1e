#include "area_request.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <span>
#include <vector>

#include "MMDAgent/Arguments.h"

namespace text_area {
namespace {

// The longest numeric beginning, else 0.
float number(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return 0.0F;
  text.remove_prefix(first);
  if (text.starts_with('+')) text.remove_prefix(1);
  float value = 0.0F;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return std::isfinite(value) ? value : 0.0F;
}

// How many numbers there are; those that `values` has no room for are passed over. Runs of commas
// count as one.
std::size_t read_numbers(std::string_view text, std::span<float> values) {
  std::size_t count = 0;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find(','));
    if (!part.empty()) {
      if (count < values.size()) values[count] = number(part);
      ++count;
    }
    text.remove_prefix(std::min(part.size() + 1, text.size()));
  }
  return count;
}

// Reads one argument after the other until one fails.
class Reader {
 public:
  Reader(std::string_view args, std::string& error)
      : tokens_(mmdagent::split_arguments(args)), error_(error) {}

  bool ok() const { return error_.empty(); }
  bool has(std::size_t index) const { return index < tokens_.size(); }

  std::string text(std::size_t index) {
    if (!ok()) return {};
    if (has(index)) return tokens_[index];
    fail(index, "missing?");
    return {};
  }
  // At least `least` numbers.
  void numbers(std::size_t index, std::span<float> values, std::size_t least,
               std::string_view expected) {
    const std::string given = text(index);
    if (ok() && read_numbers(given, values) < least) fail(index, expected);
  }

 private:
  void fail(std::size_t index, std::string_view what) {
    error_ = fmt::format("arg {}: {}", index + 2, what);
  }

  std::vector<std::string> tokens_;
  std::string& error_;
};

}  // namespace

std::optional<AreaRequest> read_area_request(std::string_view args, std::string& error) {
  error.clear();
  AreaRequest request;
  float size[2] = {};
  float look[4] = {};
  Reader reader(args, error);
  request.alias = reader.text(0);
  reader.numbers(1, size, 2, "should be \"width,height\"");
  reader.numbers(2, look, 3, "should be \"textsize,margin,linespace,outline\"");
  reader.numbers(3, request.background, 4, "should be background color in \"r,g,b,a\"");
  reader.numbers(4, request.color, 4, "should be text color in \"r,g,b,a\"");
  reader.numbers(5, request.position, 3, "should be position of center in \"x,y,z\"");
  if (reader.has(6)) {
    reader.numbers(6, request.rotation, 3, "should be rotation degrees in \"rx,ry,rz\"");
  }
  if (!reader.ok()) return std::nullopt;
  if (reader.has(7)) request.model = reader.text(7);
  if (reader.has(8)) request.bone = reader.text(8);
  request.width = size[0];
  request.height = size[1];
  request.size = look[0];
  request.margin = look[1];
  request.line_space = look[2];
  request.outlined = look[3] != 0.0F;
  return request;
}

}  // namespace text_area
