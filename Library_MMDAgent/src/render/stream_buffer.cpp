#include "render/stream_buffer.h"

#include <epoxy/gl.h>

namespace mmdagent {
namespace {

// Binding here disturbs no vertex array and no texture.
constexpr GLenum target = GL_COPY_WRITE_BUFFER;
constexpr GLbitfield persistent_access =
    GL_MAP_WRITE_BIT | GL_MAP_PERSISTENT_BIT | GL_MAP_COHERENT_BIT;
// The fences see to it that nothing reads the region.
constexpr GLbitfield passing_access =
    GL_MAP_WRITE_BIT | GL_MAP_INVALIDATE_RANGE_BIT | GL_MAP_UNSYNCHRONIZED_BIT;
constexpr GLuint64 second = 1'000'000'000;

}  // namespace

void StreamBuffer::turn() { region_ = (region_ + 1) % regions_.size(); }

// The region's buffer is bound. A persistent one is mapped for good.
bool StreamBuffer::allocate(Region& region) const {
  region.buffer = gl::make_buffer();
  const auto size = static_cast<GLsizeiptr>(bytes_);
  glBindBuffer(target, region.buffer.name());
  if (!persistent_) {
    glBufferData(target, size, nullptr, GL_STREAM_DRAW);
    return true;
  }
  glBufferStorage(target, size, nullptr, persistent_access);
  region.mapped = static_cast<std::byte*>(glMapBufferRange(target, 0, size, persistent_access));
  if (region.mapped == nullptr) region.buffer.reset();
  return region.mapped != nullptr;
}

void* StreamBuffer::map(std::size_t offset, std::size_t bytes) {
  Region& region = regions_[region_];
  if (!region.buffer && !allocate(region)) return nullptr;
  if (persistent_) return region.mapped + offset;
  glBindBuffer(target, region.buffer.name());
  return glMapBufferRange(target, static_cast<GLintptr>(offset), static_cast<GLsizeiptr>(bytes),
                          passing_access);
}

bool StreamBuffer::unmap() { return persistent_ || glUnmapBuffer(target) == GL_TRUE; }

FrameFences::~FrameFences() {
  for (void* const fence : fences_) glDeleteSync(static_cast<GLsync>(fence));
}

void FrameFences::begin() {
  auto* const fence = static_cast<GLsync>(fences_[next_]);
  if (fence == nullptr) return;
  // A failure is that of the context; drawing then fails by itself.
  while (glClientWaitSync(fence, GL_SYNC_FLUSH_COMMANDS_BIT, second) == GL_TIMEOUT_EXPIRED) {
  }
  glDeleteSync(fence);
  fences_[next_] = nullptr;
}

void FrameFences::end() {
  fences_[next_] = glFenceSync(GL_SYNC_GPU_COMMANDS_COMPLETE, 0);
  next_ = (next_ + 1) % fences_.size();
}

}  // namespace mmdagent
