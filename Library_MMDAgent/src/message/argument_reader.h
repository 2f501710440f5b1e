// The one reader of command arguments. A handler asks for what it needs; the first thing that does
// not fit becomes the error text and later questions answer their defaults. Nothing is allocated
// unless there is an error.
#pragma once

#include <cstddef>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "message/message_text.h"

namespace mmdagent {

// Indices count from 0; error texts count from 1 ("5th argument should be "ON" or "OFF".").
class ArgumentReader {
 public:
  // `type` and the arguments must stay valid while the reader is used.
  ArgumentReader(std::string_view type, const Arguments& arguments)
      : type_(type), arguments_(arguments) {}

  // `<TYPE>: number of arguments should be 2-7.`
  bool require_count(std::size_t least, std::size_t most);
  // `<TYPE>: number of arguments should be 4 or 9.`
  bool require_one_of(std::initializer_list<std::size_t> counts);

  bool has(std::size_t index) const { return index < arguments_.size(); }
  std::size_t size() const { return arguments_.size(); }

  std::string_view text(std::size_t index, std::string_view missing = {}) const;
  float number(std::size_t index, float missing = 0.0F) const;
  double precise_number(std::size_t index, double missing = 0.0) const;
  int integer(std::size_t index, int missing = 0) const;

  // `<TYPE>: <arg> is not a position string.`; a rotation is in degrees, as written.
  glm::vec3 position(std::size_t index, const glm::vec3& missing = glm::vec3(0.0F));
  glm::vec3 rotation(std::size_t index, const glm::vec3& missing = glm::vec3(0.0F));
  // `<TYPE>: <arg> is not a <what> string.`
  glm::vec2 vector2(std::size_t index, std::string_view what, const glm::vec2& missing);
  glm::vec3 vector3(std::size_t index, std::string_view what, const glm::vec3& missing);
  glm::vec4 vector4(std::size_t index, std::string_view what, const glm::vec4& missing);
  // Leaves `values` as they are when the argument is missing or wrong.
  bool vector(std::size_t index, std::string_view what, std::span<float> values);

  // `<TYPE>: 5th argument should be "ON" or "OFF".`
  bool on_off(std::size_t index, bool missing);
  // Which of `literals` the argument is; `missing` when it is not given or is none of them.
  std::size_t choice(std::size_t index, std::initializer_list<std::string_view> literals,
                     std::size_t missing);

  // `<TYPE>: <problem>`, for checks of the handler's own. Keeps the first.
  void fail(std::string_view problem);
  bool ok() const { return error_.empty(); }
  const std::string& error() const { return error_; }

 private:
  std::string_view type_;
  const Arguments& arguments_;
  std::string error_;
};

}  // namespace mmdagent
