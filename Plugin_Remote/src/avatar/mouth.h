// The mouth of one avatar: shapes that wait for their time, and how they reach the lips.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "avatar/morph_controller.h"

namespace mmdagent::remote {

// How far the mouth is open as in A, I, U, O: 0..1 each.
using MouthShape = std::array<float, 4>;

// Shapes of 30 ms, oldest first. Agent thread.
class MouthQueue {
 public:
  // A full queue loses its oldest shape.
  void push(const MouthShape& shape);
  void clear();
  std::size_t size() const { return size_; }

  // Lets `frames` of 1/30 s pass.
  void step(double frames);
  // What the mouth is to be now. Without new shapes it closes within ten frames.
  MouthShape shape() const;
  // The mouth is ours; once it has closed, motions have it back.
  bool is_active() const { return fade_ > 0.0; }

 private:
  std::vector<MouthShape> ring_;  // grows up to its limit with the first speech
  std::size_t first_ = 0;
  std::size_t size_ = 0;
  MouthShape last_{};
  double rest_ = 0.0;  // frames that passed without taking a shape
  double fade_ = 0.0;  // frames until the mouth is closed
};

// The lips of one model, and the morphs that are held at 0 while it speaks.
class Lips {
 public:
  void bind(const mmd::ShapeBinding* binding);
  void set(const MouthShape& shape) { target_ = shape; }
  void step(float factor, MorphWrites& writes);
  int highest_morph() const { return highest_morph_; }

 private:
  std::array<int, 4> morphs_ = {-1, -1, -1, -1};
  std::vector<int> held_;
  MouthShape target_{};
  MouthShape current_{};
  int highest_morph_ = -1;
};

}  // namespace mmdagent::remote
