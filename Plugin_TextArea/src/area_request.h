// What TEXTAREA_ADD asks for (plugins.md section 4.1).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace text_area {

// Lengths in units of the world, colours 0..1.
struct AreaRequest {
  std::string alias;
  float width = 0.0F;  // not above 0: what the content needs
  float height = 0.0F;
  float size = 1.0F;  // of the text
  float margin = 0.0F;
  float line_space = 0.0F;
  bool outlined = false;
  std::array<float, 4> background{};
  std::array<float, 4> color{};
  std::array<float, 3> position{};  // of the middle
  std::array<float, 3> rotation{};  // degrees
  std::string model;                // empty: none
  std::string bone;                 // empty: the centre bone
};

// nullopt: `error` says which argument is missing or wrong; the type counts as the first.
std::optional<AreaRequest> read_area_request(std::string_view args, std::string& error);

}  // namespace text_area
