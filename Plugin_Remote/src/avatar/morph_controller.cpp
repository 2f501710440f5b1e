#include "avatar/morph_controller.h"

#include <algorithm>
#include <string>

#include "MMDAgent/Host.h"

namespace mmdagent::remote {

void MorphWrites::reset(int morphs) {
  sums_.assign(static_cast<std::size_t>(morphs), {});
  wanted_.clear();
  wanted_.reserve(sums_.size());
}

void MorphWrites::add(int morph, float weight) {
  Sum& sum = sums_[static_cast<std::size_t>(morph)];
  if (!sum.wanted) wanted_.push_back(morph);
  sum.wanted = true;
  sum.weight += weight;
}

void MorphWrites::write(Host& host, std::uint64_t model) {
  for (const int morph : wanted_) {
    Sum& sum = sums_[static_cast<std::size_t>(morph)];
    host.set_morph_value(model, morph, std::clamp(sum.weight, 0.0F, 1.0F));
    sum = {};
  }
  wanted_.clear();
}

void MorphController::bind(const mmd::ByName<std::vector<mmd::ShapeDrive>>* drives,
                           std::string_view prefix) {
  channels_.clear();
  names_.clear();
  highest_morph_ = -1;
  if (drives == nullptr) return;
  for (const auto& [key, list] : *drives) {
    if (!key.starts_with(prefix)) continue;
    names_.emplace(key.substr(prefix.size()), Range{channels_.size(), list.size()});
    for (const mmd::ShapeDrive& drive : list) {
      channels_.push_back({.morph = drive.morph, .response = drive.response});
      highest_morph_ = std::max(highest_morph_, drive.morph);
    }
  }
}

void MorphController::set(std::string_view name, float value) {
  const auto found = names_.find(name);
  if (found == names_.end()) return;
  const Range range = found->second;
  for (Channel& channel : std::span(channels_).subspan(range.first, range.count)) {
    channel.target = channel.response.weight(value);
    channel.moves = true;
  }
}

void MorphController::release() {
  for (Channel& channel : channels_) channel.target = 0.0F;
}

void MorphController::forget() {
  for (Channel& channel : channels_) {
    channel.target = channel.current = 0.0F;
    channel.moves = false;
  }
}

void MorphController::step(float factor, MorphWrites& writes) {
  for (Channel& channel : channels_) {
    if (!channel.moves) continue;
    channel.current = channel.current * (1.0F - factor) + channel.target * factor;
    writes.add(channel.morph, channel.current);
  }
}

void tune_morphs(Host& host, std::uint64_t model, std::span<const std::vector<int>> sets) {
  for (const std::vector<int>& set : sets) {
    float left = 1.0F;
    for (const int morph : set) {
      float weight = 0.0F;
      if (!host.morph_value(model, morph, weight)) continue;
      host.set_morph_value(model, morph, weight * left);
      left = std::max(0.0F, left * (1.0F - weight));
    }
  }
}

}  // namespace mmdagent::remote
