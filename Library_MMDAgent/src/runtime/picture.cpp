#include "runtime/picture.h"

namespace mmdagent {

Picture::Picture(std::unique_ptr<Surface> surface, GlfwWindow* window, RenderThread::Hooks hooks,
                 const RendererSettings& settings)
    : surface_(std::move(surface)),
      window_(window),
      render_thread_(*surface_, snapshots_, resources_, std::move(hooks), settings) {}

Picture::~Picture() = default;

Snapshot& Picture::begin() {
  filling_ = &snapshots_.begin();
  return *filling_;
}

void Picture::publish() {
  filling_->resources = resources_.last_number();
  published_ = filling_->frame;
  snapshots_.publish();
  render_thread_.wake();
}

}  // namespace mmdagent
