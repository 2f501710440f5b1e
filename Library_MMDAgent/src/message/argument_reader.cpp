#include "message/argument_reader.h"

#include <array>

#include "message/numbers.h"

namespace mmdagent {
namespace {

// There are at most ten arguments, so 11th to 13th need no rule.
std::string ordinal(std::size_t index) {
  constexpr std::array<std::string_view, 4> endings = {"th", "st", "nd", "rd"};
  const std::size_t number = index + 1;
  return std::to_string(number).append(endings[number < endings.size() ? number : 0]);
}

}  // namespace

void ArgumentReader::fail(std::string_view problem) {
  if (!error_.empty()) return;
  error_.append(type_).append(": ").append(problem);
}

bool ArgumentReader::require_count(std::size_t least, std::size_t most) {
  if (size() >= least && size() <= most) return true;
  if (most == 0) {
    fail("should have no argument.");
  } else if (least == most) {
    fail("number of arguments should be " + std::to_string(least) + ".");
  } else {
    fail("number of arguments should be " + std::to_string(least) + "-" + std::to_string(most) +
         ".");
  }
  return false;
}

bool ArgumentReader::require_one_of(std::initializer_list<std::size_t> counts) {
  for (const std::size_t count : counts) {
    if (size() == count) return true;
  }
  std::string problem = "number of arguments should be ";
  const char* joint = "";
  for (const std::size_t count : counts) {
    problem.append(joint).append(std::to_string(count));
    joint = " or ";
  }
  fail(problem + ".");
  return false;
}

std::string_view ArgumentReader::text(std::size_t index, std::string_view missing) const {
  return has(index) ? arguments_[index] : missing;
}

float ArgumentReader::number(std::size_t index, float missing) const {
  return has(index) ? read_float(arguments_[index]) : missing;
}

double ArgumentReader::precise_number(std::size_t index, double missing) const {
  return has(index) ? read_double(arguments_[index]) : missing;
}

int ArgumentReader::integer(std::size_t index, int missing) const {
  return has(index) ? read_integer(arguments_[index]) : missing;
}

bool ArgumentReader::vector(std::size_t index, std::string_view what, std::span<float> values) {
  if (!has(index)) return false;
  if (read_vector(arguments_[index], values)) return true;
  if (ok()) {
    fail(std::string(arguments_[index]).append(" is not a ").append(what).append(" string."));
  }
  return false;
}

glm::vec2 ArgumentReader::vector2(std::size_t index, std::string_view what,
                                  const glm::vec2& missing) {
  std::array<float, 2> values{};
  return vector(index, what, values) ? glm::vec2(values[0], values[1]) : missing;
}

glm::vec3 ArgumentReader::vector3(std::size_t index, std::string_view what,
                                  const glm::vec3& missing) {
  std::array<float, 3> values{};
  return vector(index, what, values) ? glm::vec3(values[0], values[1], values[2]) : missing;
}

glm::vec4 ArgumentReader::vector4(std::size_t index, std::string_view what,
                                  const glm::vec4& missing) {
  std::array<float, 4> values{};
  return vector(index, what, values) ? glm::vec4(values[0], values[1], values[2], values[3])
                                     : missing;
}

glm::vec3 ArgumentReader::position(std::size_t index, const glm::vec3& missing) {
  return vector3(index, "position", missing);
}

glm::vec3 ArgumentReader::rotation(std::size_t index, const glm::vec3& missing) {
  return vector3(index, "rotation", missing);
}

bool ArgumentReader::on_off(std::size_t index, bool missing) {
  return choice(index, {"ON", "OFF"}, missing ? 0 : 1) == 0;
}

std::size_t ArgumentReader::choice(std::size_t index,
                                   std::initializer_list<std::string_view> literals,
                                   std::size_t missing) {
  if (!has(index)) return missing;
  std::size_t position = 0;
  for (const std::string_view literal : literals) {
    if (arguments_[index] == literal) return position;
    ++position;
  }
  if (!ok()) return missing;
  std::string problem = ordinal(index) + " argument should be ";
  const char* joint = "";
  for (const std::string_view literal : literals) {
    problem.append(joint).append("\"").append(literal).append("\"");
    joint = " or ";
  }
  fail(problem + ".");
  return missing;
}

}  // namespace mmdagent
