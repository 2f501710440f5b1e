// The thread that owns GL: draws the latest snapshot, acts on resource requests, saves pictures.
// The agent never waits for it, except by choice under a fixed step (wait_drawn). When GL fails
// there is one error line; the thread then goes on emptying its queues without drawing.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "render/renderer.h"
#include "render/resource_queue.h"
#include "render/snapshot_exchange.h"
#include "window/surface.h"

namespace mmdagent {

class FrameRecorder;

class RenderThread {
 public:
  struct Hooks {
    // One line each, called on the render thread.
    std::function<void(std::string_view line)> error;
    std::function<void(std::string_view line)> warning;
    std::function<void(std::string_view line)> information;
  };

  // Starts the thread. All three must outlive it.
  RenderThread(Surface& surface, SnapshotExchange& snapshots, ResourceQueue& resources, Hooks hooks,
               const RendererSettings& settings = {});
  // Stops it if stop() was not called. What is still queued is told so.
  ~RenderThread();
  RenderThread(const RenderThread&) = delete;
  RenderThread& operator=(const RenderThread&) = delete;

  // Agent thread, after publishing a snapshot.
  void wake();
  // Agent thread. Sleeps until the snapshot of that frame was drawn and everything it needs done;
  // false: drawing has failed or was stopped.
  bool wait_drawn(std::uint64_t frame) const;
  bool failed() const { return failed_.load(); }
  // Any thread. Frees GL, releases the surface and joins.
  void stop();

  // Any thread; each value is of some recent picture.
  std::uint64_t pictures() const { return pictures_.load(std::memory_order_relaxed); }
  double cpu_milliseconds() const { return cpu_milliseconds_.load(std::memory_order_relaxed); }
  double gpu_milliseconds() const { return gpu_milliseconds_.load(std::memory_order_relaxed); }
  std::uint64_t uploaded_bytes() const { return uploaded_bytes_.load(std::memory_order_relaxed); }
  int samples() const { return samples_.load(std::memory_order_relaxed); }
  // Drawn by the processors; known once the renderer has started.
  bool rasterises() const { return rasterises_.load(std::memory_order_relaxed); }
  bool glows() const { return glows_.load(std::memory_order_relaxed); }

 private:
  void run();
  bool start(std::string& error);
  void serve();
  void draw(const Snapshot& snapshot);
  void apply_up_to(std::uint64_t number);
  bool start_again(const StartAgain& request);
  void record(const StartRecording& request);
  void finish_recording(const Completion& done);
  void save_pictures();
  void drain(std::uint64_t number, const std::string& why);
  void fail(const std::string& line);
  void report(const std::optional<std::string>& line) const;

  Surface& surface_;
  SnapshotExchange& snapshots_;
  ResourceQueue& resources_;
  Hooks hooks_;
  RendererSettings settings_;

  // Render thread only.
  std::unique_ptr<Renderer> renderer_;
  std::vector<SaveScreenshot> screenshots_;
  std::unique_ptr<FrameRecorder> recorder_;
  Completion recorder_failed_;
  Image picture_;
  std::string failure_;

  std::atomic<std::uint32_t> signal_{0};
  std::atomic<bool> stopping_{false};
  std::atomic<bool> failed_{false};
  std::atomic<std::uint64_t> drawn_{0};
  std::atomic<std::uint64_t> pictures_{0};
  std::atomic<double> cpu_milliseconds_{0.0};
  std::atomic<double> gpu_milliseconds_{0.0};
  std::atomic<std::uint64_t> uploaded_bytes_{0};
  std::atomic<int> samples_{0};
  std::atomic<bool> rasterises_{false};
  std::atomic<bool> glows_{false};

  std::thread thread_;
};

}  // namespace mmdagent
