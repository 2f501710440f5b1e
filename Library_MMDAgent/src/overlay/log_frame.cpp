#include "overlay/log_frame.h"

#include <algorithm>
#include <glm/vec4.hpp>

#include "overlay/painter.h"
#include "scene/log_session.h"

namespace mmdagent {
namespace {

// In the units of the 2-D layer, whose shorter side has 30.
constexpr float thickness = 0.2F;
constexpr float layer_units = 30.0F;

}  // namespace

bool LogFrame::visible() const { return session_.edge_color().has_value(); }

void LogFrame::paint(Painter& painter) const {
  const auto color = session_.edge_color();
  if (!color) return;
  const glm::vec2 size = painter.size();
  const float pixels_per_unit = std::min(size.x, size.y) / layer_units;
  painter.border({glm::vec2(0.0F), size}, thickness * pixels_per_unit, glm::vec4(*color, 1.0F));
}

}  // namespace mmdagent
