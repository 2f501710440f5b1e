// A frame allocates nothing: motions, blend modes, loops, IK switches, morphs and physics.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "MMDFiles/physics_world.h"
#include "MMDFiles/readers.h"
#include "support/model_builder.h"
#include "support/shared_content.h"

namespace {

std::atomic<bool> counting{false};
std::atomic<long> allocations{0};

void* counted_allocation(std::size_t size) {
  if (counting.load(std::memory_order_relaxed)) allocations.fetch_add(1);
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t size) { return counted_allocation(size); }
void* operator new[](std::size_t size) { return counted_allocation(size); }
// Replaced with the others: std::stable_sort allocates by it and frees by the ones below.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  if (counting.load(std::memory_order_relaxed)) allocations.fetch_add(1);
  return std::malloc(size == 0 ? 1 : size);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace {

using test_support::about_x;
using test_support::MotionBuilder;

std::shared_ptr<const mmd::Motion> switching_motion(const mmd::Model& model) {
  MotionBuilder builder;
  builder.switches(0, true, {{"左足ＩＫ", true}, {"右足ＩＫ", true}});
  builder.switches(20, true, {{"左足ＩＫ", false}});
  builder.switches(50, true, {{"左足ＩＫ", true}});
  builder.bone("頭", {{0, glm::vec3(0.0F), about_x(5.0F)}, {50, glm::vec3(0.0F), about_x(-5.0F)}});
  for (const mmd::MorphData& morph : model.data().morphs)
    builder.morph(morph.name, {{0, 0.0F}, {25, 0.1F}, {50, 0.0F}});
  return builder.build();
}

void run_frames(mmd::ModelInstance& instance, mmd::PhysicsWorld& world,
                std::vector<mmd::MotionEvent>& events, int frames) {
  for (int frame = 0; frame < frames; ++frame) {
    for (int i = 0; i < 4; ++i) {
      events.clear();
      instance.begin_step(0.25, events);
      instance.set_bone(3, glm::vec3(0.0F), about_x(static_cast<float>(frame % 20)));
      instance.set_morph(0, 0.5F);
      instance.end_step();
      world.step(0.25);
    }
    instance.finish_frame();
  }
}

TEST(FrameAllocation, SteadyStateAllocatesNothing) {
  SHARED_OR_SKIP(content, "content/gene");
  const auto model =
      std::make_shared<const mmd::Model>(mmd::read_model_file(content / "Gene_light.pmx"));
  mmd::PhysicsWorld world;
  mmd::ModelInstance instance(model);
  world.attach(instance);
  mmd::MotionOptions loop;
  loop.loop = true;
  const auto load = [&](const char* name) {
    return std::make_shared<const mmd::Motion>(mmd::read_motion_file(content / "motion" / name));
  };
  instance.add_motion("base", load("stand.vmd"), loop);
  loop.part = true;
  instance.add_motion("add", load("02_laugh.vmd"), loop);
  instance.add_motion("switch", switching_motion(*model), loop);
  std::vector<mmd::MotionEvent> events;
  events.reserve(16);
  run_frames(instance, world, events, 60);
  instance.motions().find("add")->set_mode(mmd::BlendMode::add, mmd::BlendMode::multiply);

  allocations = 0;
  counting = true;
  run_frames(instance, world, events, 400);
  counting = false;
  EXPECT_EQ(allocations.load(), 0);
}

TEST(FrameAllocation, TheCounterCounts) {
  allocations = 0;
  counting = true;
  const auto memory = std::make_unique<int>(1);
  counting = false;
  EXPECT_EQ(allocations.load(), 1);
  EXPECT_EQ(*memory, 1);
}

}  // namespace
