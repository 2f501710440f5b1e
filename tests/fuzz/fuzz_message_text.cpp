// Any bytes as a line from outside: what the message text functions promise holds.
#include <algorithm>
#include <array>
#include <cfloat>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "MMDAgent/Message.h"
#include "message/argument_reader.h"
#include "message/message_text.h"
#include "message/numbers.h"

namespace {

using namespace mmdagent;

void require(bool promise) {
  if (!promise) std::abort();
}

void check_split(std::string_view bytes) {
  const MessageLine line = split_line(bytes);
  const bool only_separators = bytes.find_first_not_of('|') == std::string_view::npos;
  require(line.empty() == only_separators);
  if (line.empty()) return;
  require(line.type.find('|') == std::string_view::npos);
  const std::size_t joint = line.args.empty() ? 0 : 1;
  require(line.text.size() == line.type.size() + joint + line.args.size());
  require(line.text.starts_with(line.type) && line.text.ends_with(line.args));
  // The one form of a message splits into itself.
  const MessageLine again = split_line(line.text);
  require(again.text == line.text && again.type == line.type && again.args == line.args);
}

void check_arguments(std::string_view bytes) {
  const Arguments arguments(bytes);
  require(arguments.size() <= limits::arguments);
  std::size_t position = 0;
  for (const std::string_view argument : arguments) {
    require(!argument.empty() && argument.find('|') == std::string_view::npos);
    const auto offset = static_cast<std::size_t>(argument.data() - bytes.data());
    require(offset >= position);
    position = offset + argument.size();
  }
  const bool more = bytes.substr(position).find_first_not_of('|') != std::string_view::npos;
  require(arguments.exceeded() == more);

  ArgumentReader reader("TYPE", arguments);
  for (std::size_t index = 0; index < arguments.size(); ++index) {
    const glm::vec3 position_read = reader.position(index);
    require(std::abs(position_read.x) <= FLT_MAX && std::abs(position_read.z) <= FLT_MAX);
    reader.on_off(index, true);
    require(reader.integer(index) == read_integer(arguments[index]));
  }
  require(reader.ok() || reader.error().starts_with("TYPE: "));
}

void check_numbers(std::string_view bytes) {
  require(std::abs(read_double(bytes)) <= DBL_MAX);
  require(std::abs(read_float(bytes)) <= FLT_MAX);
  std::array<float, 5> values{};
  if (read_vector(bytes, values)) {
    for (const float value : values) require(std::abs(value) <= FLT_MAX);
  }
}

void check_bytes(std::string_view bytes) {
  const std::size_t valid = valid_utf8_length(bytes);
  require(valid <= bytes.size());
  require(is_valid_utf8(bytes.substr(0, valid)));
  require(is_valid_utf8(bytes) == (valid == bytes.size()));
  if (check_line(bytes) == LineProblem::none) {
    require(valid == bytes.size() && bytes.size() <= max_message_bytes);
    require(std::find(bytes.begin(), bytes.end(), '\0') == bytes.end());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check_split(bytes);
  check_arguments(bytes);
  check_numbers(bytes);
  check_bytes(bytes);
  return 0;
}
