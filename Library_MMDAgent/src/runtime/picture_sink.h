// Where the agent's pictures go: the render thread, seen from the agent thread.
#pragma once

#include <cstdint>
#include <glm/vec2.hpp>

namespace mmdagent {

class GlfwWindow;
class ResourceQueue;
struct Snapshot;

// Of some recent picture, and of all since the start.
struct PictureStatistics {
  std::uint64_t pictures = 0;
  std::uint64_t uploaded_bytes = 0;
  double cpu_milliseconds = 0.0;  // the render thread's, without presenting
  double gpu_milliseconds = 0.0;  // 0 unless Snapshot::statistics
  int samples = 0;
  bool rasterised = false;  // drawn by the processors, not by a graphics card
  bool glows = false;
};

// Agent thread only. Nothing here waits for the renderer but the two functions that say so.
class PictureSink {
 public:
  // The snapshot to fill; its arrays are empty.
  virtual Snapshot& begin() = 0;
  // Makes it the latest, with everything pushed to resources() before it.
  virtual void publish() = 0;
  virtual ResourceQueue& resources() = 0;
  // Of the picture, in pixels; a side may be 0.
  virtual glm::ivec2 size() const = 0;

  // Null: pictures are drawn off screen.
  virtual GlfwWindow* window() const = 0;

  virtual PictureStatistics statistics() const = 0;

  // Waits until the published snapshot is drawn. False, at once, when drawing has failed for good.
  virtual bool wait_until_drawn() = 0;

 protected:
  ~PictureSink() = default;
};

}  // namespace mmdagent
