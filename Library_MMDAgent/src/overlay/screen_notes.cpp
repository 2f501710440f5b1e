#include "overlay/screen_notes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <glm/gtc/quaternion.hpp>
#include <glm/trigonometric.hpp>

#include "host_limits.h"
#include "overlay/log_panels.h"
#include "overlay/overlay.h"
#include "overlay/painter.h"
#include "scene/camera.h"
#include "scene/models.h"
#include "scene/motion_lead.h"
#include "scene/scene.h"
#include "scene/user_input.h"

namespace mmdagent {
namespace {

constexpr float layer_units = 30.0F;  // of the window's shorter side
constexpr float left = 0.2F;
constexpr float lowest = 0.3F;
constexpr float pitch = 1.1F;
constexpr float below_status = 3.2F;  // first baseline of errors, from the top
constexpr float error_scale = 0.95F;
constexpr glm::vec4 red(1.0F, 0.0F, 0.0F, 1.0F);
constexpr double error_frames = 60.0 * 30.0;
constexpr std::size_t error_columns = 76;  // bytes

constexpr std::string_view camera_help[] = {
    "- ROTATE: drag or arrow-keys",
    "- MOVE: double-tap-and-drag, shift+drag or shift+arrows",
    "- ZOOM: pinch, wheel or '+' '-' keys",
};

// The angles of Rz(z) * Rx(x) * Ry(y), as CAMERA takes them.
glm::vec3 camera_angles(const glm::quat& rotation) {
  const glm::mat3 m = glm::mat3_cast(rotation);
  return glm::degrees(glm::vec3(std::asin(std::clamp(m[1][2], -1.0F, 1.0F)),
                                std::atan2(-m[0][2], m[2][2]), std::atan2(-m[1][0], m[1][1])));
}

std::string model_positions(const Models& models) {
  std::string text;
  for (const auto& model : models.slots()) {
    if (model == nullptr) continue;
    const glm::vec3 at = model->root.position();
    if (!text.empty()) text += ' ';
    text += fmt::format("({:.2f}, {:.2f}, {:.2f})", at.x, at.y, at.z);
  }
  return text;
}

std::string camera_view(const CameraPose& pose) {
  const glm::vec3 angles = camera_angles(pose.rotation);
  return fmt::format("{:.2f}, {:.2f}, {:.2f} | {:.2f}, {:.2f}, {:.2f} | {:.2f} | {:.2f}",
                     pose.target.x, pose.target.y, pose.target.z, angles.x, angles.y, angles.z,
                     pose.distance, pose.fovy);
}

std::string motion_lead(float seconds) {
  const long milliseconds = std::lround(std::abs(seconds) * 1000.0F);
  if (milliseconds == 0) return "0 msec";
  return fmt::format("{} msec {}", milliseconds, seconds > 0.0F ? "advance" : "delay");
}

std::string wrapped(std::string text) {
  std::size_t column = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    if (column >= error_columns && begins) {
      text.insert(i, 1, '\n');
      column = 0;
      continue;
    }
    column = text[i] == '\n' ? 0 : column + 1;
  }
  return text;
}

}  // namespace

void ScreenNotes::add_error(std::string_view module, std::string_view text) {
  Error error{wrapped(fmt::format("{}: {}", module, text)), error_frames};
  error.text.resize(std::min(error.text.size(), limits::screen_error_bytes));
  error_bytes_ += error.text.size();
  errors_.push_back(std::move(error));
  while (error_bytes_ > limits::screen_error_bytes) {
    error_bytes_ -= errors_.front().text.size();
    errors_.pop_front();
  }
}

void ScreenNotes::step(double frames) {
  for (Error& error : errors_) error.frames_left -= frames;
  while (!errors_.empty() && errors_.front().frames_left <= 0.0) {
    error_bytes_ -= errors_.front().text.size();
    errors_.pop_front();
  }
}

// From the lowest line up.
std::vector<std::string> ScreenNotes::notes() const {
  std::vector<std::string> lines;
  if (scene_.overlay().log_panels().shown()) {
    lines.push_back(model_positions(scene_.models()));
    lines.push_back(camera_view(scene_.camera().pose()));
    lines.push_back(motion_lead(scene_.motion_lead().seconds()));
  }
  if (in_window_ && scene_.input().mouse_moves_camera()) {
    lines.insert(lines.end(), std::begin(camera_help), std::end(camera_help));
  }
  return lines;
}

void ScreenNotes::paint(Painter& painter) const {
  const float unit = std::min(painter.size().x, painter.size().y) / layer_units;
  const TextLook look{em_per_unit * unit, pitch * unit, red, {}};
  float y = lift_ + lowest * unit;
  for (const std::string& line : notes()) {
    painter.text(line, {left * unit, y}, look);
    y += pitch * unit;
  }
  if (in_window_) paint_errors(painter, unit);
}

void ScreenNotes::paint_errors(Painter& painter, float unit) const {
  if (errors_.empty()) return;
  std::string text;
  for (const Error& error : errors_) text += error.text + '\n';
  painter.text(text, {left * unit, painter.size().y - below_status * unit},
               {error_scale * em_per_unit * unit, error_scale * unit, red, {}});
}

}  // namespace mmdagent
