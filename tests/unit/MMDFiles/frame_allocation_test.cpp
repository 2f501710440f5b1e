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

using ModelPtr = std::shared_ptr<const mmd::Model>;
using MotionPtr = std::shared_ptr<const mmd::Motion>;

struct BlendModes {
  mmd::BlendMode bones;
  mmd::BlendMode morphs;
};

// `base` alone, and over it `over` once in each way of blending, all in loops.
void start_motions(mmd::ModelInstance& instance, const MotionPtr& base, const MotionPtr& over) {
  using enum mmd::BlendMode;
  constexpr BlendModes modes[] = {
      {replace, replace}, {add, add}, {none, multiply}, {replace, none}, {add, multiply}};
  mmd::MotionOptions options;
  options.loop = true;
  instance.add_motion("base", base, options);
  options.part = true;
  for (std::size_t i = 0; i < std::size(modes); ++i) {
    const std::string alias = "over" + std::to_string(i);
    options.smooth = i % 2 == 0;
    options.priority = static_cast<float>(i);
    instance.add_motion(alias, over, options);
    instance.motions().find(alias)->set_mode(modes[i].bones, modes[i].morphs);
  }
}

// Allocations of ten seconds, after two that may allocate.
long allocations_of(mmd::ModelInstance& instance, mmd::PhysicsWorld& world) {
  std::vector<mmd::MotionEvent> events;
  events.reserve(64);
  run_frames(instance, world, events, 60);
  allocations = 0;
  counting = true;
  run_frames(instance, world, events, 300);
  counting = false;
  return allocations.load();
}

TEST(FrameAllocation, SteadyStateAllocatesNothing) {
  SHARED_OR_SKIP(content, "content/gene");
  const auto base =
      std::make_shared<const mmd::Motion>(mmd::read_motion_file(content / "motion" / "stand.vmd"));
  for (const char* file : {"Gene_light.pmx", "Gene_light.pmd"}) {
    const auto model = std::make_shared<const mmd::Model>(mmd::read_model_file(content / file));
    mmd::PhysicsWorld world;
    mmd::ModelInstance instance(model);
    world.attach(instance);
    start_motions(instance, base, switching_motion(*model));
    EXPECT_EQ(allocations_of(instance, world), 0) << file;
    EXPECT_GT(world.contact_count(), 0U) << "physics is active";
  }
}

// Every kind of morph, hard loops that carry bodies along, and legs whose IK goes on and off.
ModelPtr model_of_every_morph() {
  test_support::ModelBuilder builder(mmd::ModelKind::pmx);
  builder.bone("センター", {0, 20, 0});
  builder.bone("a", {0, 18, 0}, 0);
  builder.bone("b", {0, 16, 0.1F}, 1);
  builder.bone("左足ＩＫ", {0, 14, 0}, 0);
  builder.bone("hair", {0, 18, 3}, 0);
  mmd::ModelData& data = builder.data();
  mmd::IkLink link;
  link.bone = 1;
  data.ik_chains.push_back({3, 2, 10, 1.0F, {link}});
  builder.body(0, mmd::BodyMode::follow_bone);
  builder.body(4, mmd::BodyMode::physics);
  data.vertices.positions.emplace_back(0.0F);
  data.materials.emplace_back();
  builder.morph("vertex", mmd::MorphKind::vertex).vertices = {0};
  data.morphs.back().offsets = {{0, 1, 0}};
  builder.morph("uv", mmd::MorphKind::uv).vertices = {0};
  data.morphs.back().uv_offsets = {{1, 0, 0, 0}};
  builder.morph("bone", mmd::MorphKind::bone).bones = {{.bone = 1, .translation = {0, 1, 0}}};
  builder.morph("material", mmd::MorphKind::material).materials = {{.material = 0, .add = true}};
  builder.morph("group", mmd::MorphKind::group).groups = {{0, 0.5F}, {2, 0.5F}};
  builder.morph("flip", mmd::MorphKind::flip).groups = {{1, 1.0F}, {3, 1.0F}};
  builder.morph("impulse", mmd::MorphKind::impulse).impulses = {{.body = 1, .velocity = {1, 0, 0}}};
  return builder.build();
}

TEST(FrameAllocation, EveryMorphAllocatesNothing) {
  const ModelPtr model = model_of_every_morph();
  ASSERT_EQ(model->data().morphs.size(), 7U);
  ASSERT_EQ(model->data().ik_chains.size(), 1U);
  mmd::PhysicsWorld world;
  mmd::ModelInstance instance(model);
  world.attach(instance);
  MotionBuilder base;
  base.bone("センター", {{0, glm::vec3(0.0F), about_x(0.0F)}, {40, {5, 0, 0}, about_x(30.0F)}});
  start_motions(instance, base.build(), switching_motion(*model));
  EXPECT_EQ(allocations_of(instance, world), 0);
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
