// Everything that turns snapshots into pictures: surface, render thread and the ways to it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "render/render_thread.h"
#include "render/resource_queue.h"
#include "render/snapshot_exchange.h"
#include "runtime/picture_sink.h"
#include "window/glfw_window.h"
#include "window/surface.h"

namespace mmdagent {

class Picture final : public PictureSink {
 public:
  // `window` is null when `surface` is not one.
  Picture(std::unique_ptr<Surface> surface, GlfwWindow* window, RenderThread::Hooks hooks,
          const RendererSettings& settings);
  ~Picture();

  Snapshot& begin() override;
  void publish() override;
  ResourceQueue& resources() override { return resources_; }
  glm::ivec2 size() const override { return surface_->size(); }
  PictureStatistics statistics() const override {
    return {render_thread_.pictures(),
            render_thread_.uploaded_bytes(),
            render_thread_.cpu_milliseconds(),
            render_thread_.gpu_milliseconds(),
            render_thread_.samples(),
            render_thread_.rasterises(),
            render_thread_.glows()};
  }
  bool wait_until_drawn() override { return render_thread_.wait_drawn(published_); }

  GlfwWindow* window() const override { return window_; }
  // Surface::reshape().
  void reshape(glm::ivec2 size, bool full_screen) { surface_->reshape(size, full_screen); }
  bool failed() const { return render_thread_.failed(); }

  // Frees GL and joins the render thread; the agent thread must have ended.
  void stop() { render_thread_.stop(); }

 private:
  std::unique_ptr<Surface> surface_;
  GlfwWindow* window_;
  SnapshotExchange snapshots_;
  ResourceQueue resources_;
  std::uint64_t published_ = 0;  // agent thread: the frame of the snapshot published last
  Snapshot* filling_ = nullptr;  // agent thread: what begin() returned
  RenderThread render_thread_;
};

}  // namespace mmdagent
