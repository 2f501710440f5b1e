#include "render/render_thread.h"

#include <pthread.h>

#include <exception>
#include <limits>
#include <utility>

#include "render/frame_recorder.h"
#include "render/png_file.h"
#include "window/software_rasteriser.h"

namespace mmdagent {
namespace {

constexpr std::uint64_t everything = std::numeric_limits<std::uint64_t>::max();

void complete(const Completion& done, const std::optional<std::string>& error) {
  if (done) done(error);
}

}  // namespace

RenderThread::RenderThread(Surface& surface, SnapshotExchange& snapshots, ResourceQueue& resources,
                           Hooks hooks, const RendererSettings& settings)
    : surface_(surface),
      snapshots_(snapshots),
      resources_(resources),
      hooks_(std::move(hooks)),
      settings_(settings),
      thread_([this] { run(); }) {}

RenderThread::~RenderThread() { stop(); }

void RenderThread::wake() {
  signal_.fetch_add(1);
  signal_.notify_one();
}

bool RenderThread::wait_drawn(std::uint64_t frame) const {
  std::uint64_t drawn = drawn_.load();
  while (drawn < frame) {
    drawn_.wait(drawn);
    drawn = drawn_.load();
  }
  return !failed_.load() && drawn != everything;
}

void RenderThread::stop() {
  stopping_.store(true);
  wake();
  if (thread_.joinable()) thread_.join();
}

void RenderThread::run() {
  pthread_setname_np(pthread_self(), "render");
  try {
    std::string error;
    if (!start(error)) fail(error);
    serve();
    finish_recording({});
  } catch (const std::exception& exception) {
    fail(std::string("the render thread ended: ") + exception.what());
  }
  renderer_.reset();
  surface_.release_current();
  drain(everything, "the run ended before the picture was drawn");
  drawn_.store(everything);
  drawn_.notify_all();
}

bool RenderThread::start(std::string& error) {
  if (!surface_.make_current(error)) return false;
  renderer_ = Renderer::create(settings_, error);
  if (renderer_ == nullptr) return false;
  if (renderer_->features().software) {
    lower_rasteriser_priority();
    keep_rasteriser_memory();
    rasterises_.store(true, std::memory_order_relaxed);
  }
  if (hooks_.information) hooks_.information("drawing with " + renderer_->features().device);
  if (hooks_.warning && !renderer_->skinning_warning().empty()) {
    hooks_.warning(renderer_->skinning_warning());
  }
  return true;
}

void RenderThread::serve() {
  while (!stopping_.load()) {
    const std::uint32_t seen = signal_.load();
    const Snapshot* const snapshot = snapshots_.take();
    if (snapshot == nullptr) {
      signal_.wait(seen);
      continue;
    }
    if (failed_.load()) {
      drain(snapshot->resources, failure_);
    } else {
      draw(*snapshot);
    }
    drawn_.store(snapshot->frame);
    drawn_.notify_all();
  }
}

void RenderThread::draw(const Snapshot& snapshot) {
  apply_up_to(snapshot.resources);
  if (failed_.load()) {
    drain(snapshot.resources, failure_);
    return;
  }
  const glm::ivec2 size = surface_.size();
  if (size.x <= 0 || size.y <= 0) return;
  std::string error;
  if (!renderer_->draw(snapshot, size, error)) {
    fail(error);
    return;
  }
  report(renderer_->take_notice());
  save_pictures();
  if (surface_.has_window()) {
    renderer_->copy_to_window(size);
    surface_.present(snapshot.options.vsync);
  }
  const RenderStatistics& statistics = renderer_->statistics();
  pictures_.fetch_add(1, std::memory_order_relaxed);
  cpu_milliseconds_.store(statistics.cpu_milliseconds, std::memory_order_relaxed);
  gpu_milliseconds_.store(statistics.gpu_milliseconds, std::memory_order_relaxed);
  uploaded_bytes_.fetch_add(statistics.counts.uploaded_bytes, std::memory_order_relaxed);
  samples_.store(statistics.samples, std::memory_order_relaxed);
  glows_.store(statistics.bloom, std::memory_order_relaxed);
}

void RenderThread::apply_up_to(std::uint64_t number) {
  while (auto request = resources_.take_up_to(number)) {
    if (auto* screenshot = std::get_if<SaveScreenshot>(&*request)) {
      screenshots_.push_back(std::move(*screenshot));
    } else if (const auto* recording = std::get_if<StartRecording>(&*request)) {
      record(*recording);
    } else if (const auto* stopped = std::get_if<StopRecording>(&*request)) {
      finish_recording(stopped->done);
    } else if (const auto* again = std::get_if<StartAgain>(&*request)) {
      if (!start_again(*again)) return;
    } else {
      report(renderer_->apply(*request));
    }
  }
}

bool RenderThread::start_again(const StartAgain& request) {
  renderer_.reset();
  std::string error;
  renderer_ = Renderer::create({request.skinning, request.core_only}, error);
  if (renderer_ == nullptr) {
    fail(error);
    return false;
  }
  if (hooks_.warning && !renderer_->skinning_warning().empty()) {
    hooks_.warning(renderer_->skinning_warning());
  }
  return true;
}

void RenderThread::record(const StartRecording& request) {
  finish_recording({});
  std::string error;
  recorder_ = start_recorder(request.path, request.frames_per_second, error);
  recorder_failed_ = request.failed;
  if (recorder_ == nullptr) complete(recorder_failed_, error);
}

void RenderThread::finish_recording(const Completion& done) {
  auto error = recorder_ == nullptr ? std::nullopt : recorder_->finish();
  recorder_.reset();
  complete(done, error);
}

void RenderThread::save_pictures() {
  if (screenshots_.empty() && recorder_ == nullptr) return;
  renderer_->read(picture_);
  for (const SaveScreenshot& screenshot : screenshots_) {
    complete(screenshot.done, write_png(screenshot.path, picture_));
  }
  screenshots_.clear();
  if (recorder_ == nullptr) return;
  if (const auto error = recorder_->add(picture_)) {
    recorder_.reset();
    complete(recorder_failed_, error);
  }
}

void RenderThread::drain(std::uint64_t number, const std::string& why) {
  for (const SaveScreenshot& screenshot : std::exchange(screenshots_, {})) {
    complete(screenshot.done, why);
  }
  while (auto request = resources_.take_up_to(number)) {
    if (const auto* screenshot = std::get_if<SaveScreenshot>(&*request)) {
      complete(screenshot->done, why);
    } else if (const auto* recording = std::get_if<StartRecording>(&*request)) {
      complete(recording->failed, why);
    } else if (const auto* stopped = std::get_if<StopRecording>(&*request)) {
      complete(stopped->done, why);
    }
  }
}

void RenderThread::fail(const std::string& line) {
  if (failed_.exchange(true)) return;
  failure_ = "nothing is drawn any more: " + line;
  if (hooks_.error) hooks_.error(failure_);
  finish_recording({});
  complete(std::exchange(recorder_failed_, {}), failure_);
  renderer_.reset();
}

void RenderThread::report(const std::optional<std::string>& line) const {
  if (line && hooks_.error) hooks_.error(*line);
}

}  // namespace mmdagent
