#include "avatar/mouth.h"

#include <algorithm>
#include <cmath>

#include "remote_limits.h"

namespace mmdagent::remote {
namespace {

constexpr double shape_frames = 0.9;  // 30 ms
constexpr double closing_frames = 10.0;

}  // namespace

void MouthQueue::push(const MouthShape& shape) {
  if (ring_.empty()) ring_.resize(max_mouth_shapes);
  if (size_ == ring_.size()) {
    first_ = (first_ + 1) % ring_.size();
    --size_;
  }
  ring_[(first_ + size_) % ring_.size()] = shape;
  ++size_;
}

void MouthQueue::clear() {
  first_ = size_ = 0;
  fade_ = rest_ = 0.0;
  last_ = {};
}

void MouthQueue::step(double frames) {
  rest_ += frames;
  const double due = std::floor(rest_ / shape_frames + 1e-9);
  const auto taken = std::min(static_cast<std::size_t>(due), size_);
  rest_ = std::max(rest_ - static_cast<double>(taken) * shape_frames, 0.0);
  // A shape that comes late does not wait again.
  if (taken == size_) rest_ = std::min(rest_, shape_frames);
  if (taken == 0) {
    fade_ = std::max(fade_ - frames, 0.0);
    return;
  }
  first_ = (first_ + taken) % ring_.size();
  size_ -= taken;
  last_ = ring_[(first_ + ring_.size() - 1) % ring_.size()];
  fade_ = closing_frames;
}

MouthShape MouthQueue::shape() const {
  MouthShape shape = last_;
  for (float& value : shape) value *= static_cast<float>(fade_ / closing_frames);
  return shape;
}

void Lips::bind(const mmd::ShapeBinding* binding) {
  *this = {};
  if (binding == nullptr) return;
  morphs_ = binding->lips;
  held_ = binding->no_lip;
  for (const int morph : morphs_) highest_morph_ = std::max(highest_morph_, morph);
  for (const int morph : held_) highest_morph_ = std::max(highest_morph_, morph);
}

void Lips::step(float factor, MorphWrites& writes) {
  for (const int morph : held_) writes.add(morph, 0.0F);
  for (std::size_t i = 0; i < morphs_.size(); ++i) {
    current_[i] = current_[i] * (1.0F - factor) + target_[i] * factor;
    if (morphs_[i] >= 0) writes.add(morphs_[i], current_[i]);
  }
}

}  // namespace mmdagent::remote
