// Memory that the processor writes for every picture while GL still reads what it wrote for earlier
// ones: three regions in turn, never copied by the driver and never waited for (section 9.8).
// Each region is a buffer of its own: GL 3.3 cannot view a part of one as texels. Render thread.
#pragma once

#include <array>
#include <cstddef>

#include "render/gl_objects.h"

namespace mmdagent {

// Pictures that may be under way at once, and so regions that a picture may still read.
inline constexpr std::size_t pictures_in_flight = 3;

class StreamBuffer {
 public:
  // `bytes` in each region, taken when it is first written. `persistent`: the driver leaves buffers
  // mapped while it draws (GlFeatures::persistent_mapping).
  StreamBuffer(std::size_t bytes, bool persistent) : bytes_(bytes), persistent_(persistent) {}

  // Turns to the next region: at most once in a picture, between FrameFences::begin and end. It
  // holds what was written to it three turns before.
  void turn();
  // Part of the present region, for writing all of it. nullptr: GL gives no memory.
  void* map(std::size_t offset, std::size_t bytes);
  // After writing. false: GL lost it.
  bool unmap();

  std::size_t region() const { return region_; }
  gl::Name buffer(std::size_t region) const { return regions_[region].buffer.name(); }

 private:
  struct Region {
    gl::Buffer buffer;
    std::byte* mapped = nullptr;
  };
  bool allocate(Region& region) const;

  std::size_t bytes_;
  bool persistent_;
  std::size_t region_ = 0;
  std::array<Region, pictures_in_flight> regions_;
};

// Keeps the processor from going more than three pictures ahead of GL.
class FrameFences {
 public:
  FrameFences() = default;
  ~FrameFences();
  FrameFences(const FrameFences&) = delete;
  FrameFences& operator=(const FrameFences&) = delete;

  // Returns when the third picture before this one is drawn: what only it and older ones read may
  // be overwritten.
  void begin();
  // After the last command of the picture.
  void end();

 private:
  std::array<void*, pictures_in_flight> fences_{};  // GLsync
  std::size_t next_ = 0;
};

}  // namespace mmdagent
