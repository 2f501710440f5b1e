#include "scene/stage.h"

#include <utility>
#include <vector>

namespace mmdagent {

void SceneStage::set_floor(std::shared_ptr<const ResourceHandle> image) {
  remove_model();
  floor_ = std::move(image);
  floor_clock_ = AnimationClock(1.0);
}

void SceneStage::set_background(std::shared_ptr<const ResourceHandle> image) {
  remove_model();
  background_ = std::move(image);
  background_clock_ = AnimationClock(1.0);
}

void SceneStage::set_model(std::shared_ptr<ModelResource> resource, bool toon) {
  floor_.reset();
  background_.reset();
  remove_model();
  instance_ = std::make_unique<mmd::ModelInstance>(resource->file().model);
  resource_ = std::move(resource);
  toon_ = toon;
  ++count_;
  std::vector<mmd::MotionEvent> events;
  instance_->begin_step(0.0, events);
  instance_->end_step();
  instance_->finish_frame();
  world_.attach(*instance_);
}

void SceneStage::remove_model() {
  instance_.reset();
  resource_.reset();
}

void SceneStage::advance(double frames) {
  if (floor_ && floor_->animation() != nullptr) floor_clock_.advance(frames, *floor_->animation());
  if (background_ && background_->animation() != nullptr)
    background_clock_.advance(frames, *background_->animation());
}

Stage SceneStage::images() const {
  const auto frame_of = [](const auto& image, const AnimationClock& clock) {
    return image && image->animation() != nullptr ? image->animation()->frame_at(clock.position())
                                                  : 0U;
  };
  Stage stage;
  stage.floor = floor_ ? floor_->id() : no_resource;
  stage.background = background_ ? background_->id() : no_resource;
  stage.floor_frame = frame_of(floor_, floor_clock_);
  stage.background_frame = frame_of(background_, background_clock_);
  stage.half_size = {size_.x, size_.y};
  stage.height = size_.z;
  return stage;
}

}  // namespace mmdagent
