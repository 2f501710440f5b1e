// The vertices of one model on the stage, as its pose has them, with the vertex array that draws
// them. Render thread.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>

#include "MMDFiles/skinning.h"
#include "render/gl_objects.h"
#include "render/gpu_model.h"
#include "render/stream_buffer.h"

namespace mmdagent {

class DrawState;

class PosedVertices {
 public:
  explicit PosedVertices(std::shared_ptr<const GpuModel> model) : model_(std::move(model)) {}

  // For GL to write, which keeps the order of its own commands: one buffer, made when first asked
  // for.
  gl::Name gpu_buffer(DrawState& state);
  // For the processor to write, all of them; empty: GL gives no memory. end() hands them over,
  // false: they are lost.
  std::span<mmd::PosedVertex> begin(bool persistent);
  bool end(DrawState& state);

  // What was written last; both are 0 before that.
  gl::Name buffer() const;
  gl::Name vertex_array() const { return arrays_[region()].name(); }

 private:
  void make_array(std::size_t region, gl::Name buffer, DrawState& state);
  std::size_t region() const { return stream_ ? stream_->region() : 0; }

  std::shared_ptr<const GpuModel> model_;
  gl::Buffer gpu_buffer_;
  std::optional<StreamBuffer> stream_;  // instead of the buffer
  std::array<gl::VertexArray, pictures_in_flight> arrays_;
};

}  // namespace mmdagent
