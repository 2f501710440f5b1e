#include "render/posed_vertices.h"

#include <epoxy/gl.h>

#include "render/draw_state.h"

namespace mmdagent {

gl::Name PosedVertices::gpu_buffer(DrawState& state) {
  if (gpu_buffer_) return gpu_buffer_.name();
  const std::size_t bytes = model_->data().vertices.size() * sizeof(mmd::PosedVertex);
  gpu_buffer_ = gl::make_buffer();
  glBindBuffer(GL_ARRAY_BUFFER, gpu_buffer_.name());
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(bytes), nullptr, GL_STREAM_DRAW);
  make_array(0, gpu_buffer_.name(), state);
  return gpu_buffer_.name();
}

std::span<mmd::PosedVertex> PosedVertices::begin(bool persistent) {
  const std::size_t count = model_->data().vertices.size();
  const std::size_t bytes = count * sizeof(mmd::PosedVertex);
  if (!stream_) stream_.emplace(bytes, persistent);
  stream_->turn();
  auto* const vertices = static_cast<mmd::PosedVertex*>(stream_->map(0, bytes));
  if (vertices == nullptr) return {};
  return {vertices, count};
}

bool PosedVertices::end(DrawState& state) {
  if (!stream_->unmap()) return false;
  if (!arrays_[region()]) make_array(region(), stream_->buffer(region()), state);
  return true;
}

void PosedVertices::make_array(std::size_t region, gl::Name buffer, DrawState& state) {
  state.bind_vertex_array(0);  // as making one leaves it
  arrays_[region] = model_->make_vertex_array(buffer);
}

gl::Name PosedVertices::buffer() const {
  return stream_ ? stream_->buffer(region()) : gpu_buffer_.name();
}

}  // namespace mmdagent
