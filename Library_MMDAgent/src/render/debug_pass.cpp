#include "render/debug_pass.h"

#include <epoxy/gl.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "render/gl_program.h"

namespace mmdagent {
namespace {

constexpr GLuint color_attribute = 1;

}  // namespace

std::unique_ptr<DebugPass> DebugPass::create(std::string& error) {
  std::unique_ptr<DebugPass> pass(new DebugPass());
  auto program = link_program({"debug.vert", "debug.frag"}, {}, error);
  if (!program) return nullptr;
  pass->program_ = std::move(*program);
  return pass;
}

void DebugPass::make_buffer() {
  buffer_ = gl::make_buffer();
  array_ = gl::make_vertex_array();
  glBindVertexArray(array_.name());
  glBindBuffer(GL_ARRAY_BUFFER, buffer_.name());
  glEnableVertexAttribArray(position_attribute);
  glVertexAttribPointer(position_attribute, 3, GL_FLOAT, GL_FALSE, sizeof(DebugPoint),
                        reinterpret_cast<const void*>(offsetof(DebugPoint, position)));
  glEnableVertexAttribArray(color_attribute);
  glVertexAttribPointer(color_attribute, 4, GL_UNSIGNED_BYTE, GL_TRUE, sizeof(DebugPoint),
                        reinterpret_cast<const void*>(offsetof(DebugPoint, color)));
  glBindVertexArray(0);
}

void DebugPass::draw(Frame& frame) {
  const std::vector<DebugPoint>& points = frame.snapshot.debug_points;
  if (points.empty()) return;
  if (!buffer_) make_buffer();
  DrawState& state = frame.state;
  const std::size_t bytes = points.size() * sizeof(DebugPoint);
  glBindBuffer(GL_ARRAY_BUFFER, buffer_.name());
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(bytes), points.data(), GL_STREAM_DRAW);
  state.counts().uploaded_bytes += bytes;
  state.use_program(program_.name());
  // Also where the buffer was made just now.
  glBindVertexArray(array_.name());
  state.bind_vertex_array(array_.name());
  const std::uint32_t all = static_cast<std::uint32_t>(points.size());
  const std::uint32_t hidden = std::min(frame.snapshot.debug_hidden, all);
  state.draw_lines(0, hidden);
  glDisable(GL_DEPTH_TEST);
  state.draw_lines(hidden, all - hidden);
  glEnable(GL_DEPTH_TEST);
}

}  // namespace mmdagent
