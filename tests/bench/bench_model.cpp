// Measures what a model costs: motion, physics, skinning, loading, memory, one thread and two. All
// ratios with their limits come from one run. Every frame is measured in several rounds and its
// best time counts, so that other programs disturb little.
#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <numeric>
#include <string_view>

#include "MMDFiles/file.h"
#include "MMDFiles/readers.h"
#include "bare_world.h"
#include "model_actor.h"
#include "physics/bullet_convert.h"
#include "physics/physics_bodies.h"
#include "runtime/update_pool.h"
#include "yardsticks.h"

namespace {

using Clock = std::chrono::steady_clock;
using MotionPtr = std::shared_ptr<const mmd::Motion>;

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double timed(const std::function<void()>& work) {
  const auto start = Clock::now();
  work();
  return milliseconds_since(start);
}

double best_of(int rounds, const std::function<void()>& work) {
  double best = 1e9;
  for (int i = 0; i < rounds; ++i) best = std::min(best, timed(work));
  return best;
}

struct Settings {
  int rounds = 12;
  int frames = 300;   // of 1/60 s in a round
  bool whole = true;  // with many instances, loading and memory
};

// A ratio of this run and the most that it may be.
void print_target(std::string_view what, double value, double limit, bool at_least = false) {
  const bool met = at_least ? value >= limit : value <= limit;
  std::printf("| %-64.*s | %6.2f | %s %.2f | %s |\n", static_cast<int>(what.size()), what.data(),
              value, at_least ? ">=" : "<=", limit, met ? "yes" : "NO");
}

// --- One instance, one thread --------------------------------------------------------------------

struct Costs {  // milliseconds per displayed frame of 1/60 s
  double motion = 0.0;
  double skin = 0.0;
  double physics = 0.0;     // hand-over, steps, write-back
  double bare_tree = 0.0;   // two bare steps
  double bare_sweep = 0.0;  // the same, other broadphase
  double contacts = 0.0;    // on average after a step
  double bare_contacts = 0.0;
};

// The best time of each frame of a round, over all rounds.
class BestFrames {
 public:
  explicit BestFrames(int frames) : best_(static_cast<std::size_t>(frames), 1e9) {}

  void add(int frame, double milliseconds) {
    double& best = best_[static_cast<std::size_t>(frame)];
    best = std::min(best, milliseconds);
  }
  double mean() const {
    return std::accumulate(best_.begin(), best_.end(), 0.0) / static_cast<double>(best_.size());
  }

 private:
  std::vector<double> best_;
};

void measure_motion(const BenchModel& model, const MotionPtr& motion, const Settings& settings,
                    Costs& costs) {
  Actor actor(model, motion, nullptr);
  BestFrames motion_ms(settings.frames);
  BestFrames skin_ms(settings.frames);
  for (int round = 0; round < settings.rounds; ++round) {
    for (int frame = 0; frame < settings.frames; ++frame) {
      const auto start = Clock::now();
      for (int step = 0; step < Actor::steps_per_frame; ++step) actor.step_motion();
      actor.finish();
      const auto moved = Clock::now();
      motion_ms.add(frame, std::chrono::duration<double, std::milli>(moved - start).count());
      actor.skin();
      skin_ms.add(frame, milliseconds_since(moved));
    }
  }
  costs.motion = motion_ms.mean();
  costs.skin = skin_ms.mean();
}

// Bodies of the bare world go where the same bodies of ours are.
void follow(const mmd::PhysicsBodies& bodies, BareWorld& bare) {
  for (const std::size_t body : bare.followers())
    bare.place(body, mmd::to_bullet(bodies.body_world(body)));
}

void measure_physics(const BenchModel& model, const MotionPtr& motion, const Settings& settings,
                     Costs& costs) {
  const auto world = std::make_shared<mmd::PhysicsWorld>();
  Actor actor(model, motion, world);
  const mmd::PhysicsBodies& bodies = *actor.instance().physics();
  BareWorld tree(model.model->data(), Broadphase::tree);
  BareWorld sweep(model.model->data(), Broadphase::sweep);
  mmd::Pose scratch = actor.instance().pose();
  double contacts = 0.0;
  double bare_contacts = 0.0;
  BestFrames best_physics(settings.frames);
  BestFrames best_tree(settings.frames);
  BestFrames best_sweep(settings.frames);
  for (int round = 0; round < settings.rounds; ++round) {
    for (int frame = 0; frame < settings.frames; ++frame) {
      double physics = 0.0;
      double bare_tree = 0.0;
      double bare_sweep = 0.0;
      for (int step = 0; step < Actor::steps_per_frame; ++step) {
        actor.step_motion();
        physics += timed([&] { actor.step_physics(); });
        follow(bodies, tree);
        bare_tree += timed([&] { tree.step(); });
        follow(bodies, sweep);
        bare_sweep += timed([&] { sweep.step(); });
        contacts += static_cast<double>(world->contact_count());
        bare_contacts += static_cast<double>(tree.contact_count());
      }
      physics += timed([&] { bodies.write_back(scratch); });
      actor.finish();
      best_physics.add(frame, physics);
      best_tree.add(frame, bare_tree);
      best_sweep.add(frame, bare_sweep);
    }
  }
  costs.physics = best_physics.mean();
  costs.bare_tree = best_tree.mean();
  costs.bare_sweep = best_sweep.mean();
  const double steps =
      static_cast<double>(settings.rounds) * settings.frames * Actor::steps_per_frame;
  costs.contacts = contacts / steps;
  costs.bare_contacts = bare_contacts / steps;
}

// As the host makes it with physics_world=own.
std::shared_ptr<mmd::PhysicsWorld> own_world() {
  mmd::PhysicsOptions options;
  options.touching_pairs = 512;
  return std::make_shared<mmd::PhysicsWorld>(options);
}

// --- Many instances ------------------------------------------------------------------------------

enum class Part { motion, physics, skin };

// Milliseconds per update of one model, all of the parts up to `last`, each model in its own world.
double measure_many(const BenchModel& model, const MotionPtr& motion, const Settings& settings,
                    std::size_t count, int threads, Part last) {
  std::vector<std::unique_ptr<Actor>> actors;
  for (std::size_t i = 0; i < count; ++i) {
    const auto world = last == Part::motion ? nullptr : own_world();
    actors.push_back(std::make_unique<Actor>(model, motion, world));
  }
  mmdagent::UpdatePool pool(threads);
  const auto step = [&](std::size_t i) {
    actors[i]->step_motion();
    if (last != Part::motion) actors[i]->step_physics();
  };
  const auto finish = [&](std::size_t i) {
    actors[i]->finish();
    if (last == Part::skin) actors[i]->skin();
  };
  const int frames = std::max(1, settings.frames / static_cast<int>(count));
  BestFrames best(frames);
  for (int round = 0; round < settings.rounds; ++round) {
    for (int frame = 0; frame < frames; ++frame) {
      best.add(frame, timed([&] {
                 for (int i = 0; i < Actor::steps_per_frame; ++i) pool.run(count, step);
                 pool.run(count, finish);
               }));
    }
  }
  return best.mean() / static_cast<double>(count);
}

void print_many(const BenchModel& model, const MotionPtr& motion, const Settings& settings) {
  std::printf("\n| instances, threads | motion | + physics | + skinning |\n|---|---|---|---|\n");
  double speedup = 1e9;
  double speedup_motion = 1e9;
  for (const std::size_t count : {1U, 2U, 10U, 50U}) {
    double all[2] = {0.0, 0.0};
    double motion_alone[2] = {0.0, 0.0};
    for (const int threads : {1, 2}) {
      const auto part = [&](Part last) {
        return measure_many(model, motion, settings, count, threads, last);
      };
      const double a = part(Part::motion);
      const double b = part(Part::physics);
      const double c = part(Part::skin);
      std::printf("| %zu, %d | %.4f | %.4f | %.4f |\n", count, threads, a, b, c);
      motion_alone[threads - 1] = a;
      all[threads - 1] = c;
    }
    if (count == 1) continue;
    speedup = std::min(speedup, all[0] / all[1]);
    speedup_motion = std::min(speedup_motion, motion_alone[0] / motion_alone[1]);
  }
  std::printf("\n| target | here | limit | met |\n|---|---|---|---|\n");
  print_target("two threads over one, 2..50 instances, with physics and skinning", speedup, 1.7,
               true);
  print_target("the same, motion alone", speedup_motion, 1.7, true);
}

// --- Loading, memory -----------------------------------------------------------------------------

double load_milliseconds(const std::filesystem::path& path, const Settings& settings) {
  return best_of(settings.rounds, [&] { const BenchModel model{mmd::read_model_file(path)}; });
}

double bytes_per_instance(const BenchModel& model, const MotionPtr& motion, bool in_own_world) {
  constexpr std::size_t count = 20;
  const auto shared = std::make_shared<mmd::PhysicsWorld>();
  std::vector<std::unique_ptr<Actor>> actors;
  actors.reserve(count);
  const auto add = [&] {
    const auto world = in_own_world ? own_world() : shared;
    actors.push_back(std::make_unique<Actor>(model, motion, world));
  };
  const auto used = [] {
    const auto info = mallinfo2();
    return static_cast<double>(info.uordblks + info.hblkhd);
  };
  add();
  const double before = used();
  while (actors.size() < count) add();
  return (used() - before) / (count - 1);
}

// --- Report --------------------------------------------------------------------------------------

void print_model(std::string_view name, const BenchModel& model, const MotionPtr& motion,
                 const Settings& settings, const ReferenceFigures& reference,
                 ImageYardstick& images) {
  Costs costs;
  images.measure();
  measure_motion(model, motion, settings, costs);
  images.measure();
  measure_physics(model, motion, settings, costs);
  const double scale = images.scale();
  std::printf("\n## %.*s: one instance, one thread, milliseconds per frame of 1/60 s\n\n",
              static_cast<int>(name.size()), name.data());
  std::printf(
      "| motion, bones, IK, morphs | CPU skinning | physics | bare steps, tree | bare steps, "
      "sweep | contacts, bare |\n|---|---|---|---|---|---|\n");
  std::printf("| %.4f | %.4f | %.4f | %.4f | %.4f | %.1f, %.1f |\n\n", costs.motion, costs.skin,
              costs.physics, costs.bare_tree, costs.bare_sweep, costs.contacts,
              costs.bare_contacts);
  std::printf("| target | here | limit | met |\n|---|---|---|---|\n");
  print_target("motion, bones, IK, morphs over the scaled reference",
               costs.motion / (reference.motion * scale), 0.7);
  print_target("CPU skinning over the scaled reference", costs.skin / (reference.skin * scale),
               0.5);
  print_target("everything but physics over the scaled reference",
               (costs.motion + costs.skin) / ((reference.motion + reference.skin) * scale), 0.5);
  print_target("physics phase over bare steps (tree)", costs.physics / costs.bare_tree, 1.1);
  print_target("physics phase over bare steps (sweep)", costs.physics / costs.bare_sweep, 1.1);
}

void print_loading(const BenchContent& content, const BenchModel& model, const MotionPtr& motion,
                   const Settings& settings) {
  std::printf(
      "\n## Loading without images, memory\n\n| target | here | limit | met |\n"
      "|---|---|---|---|\n");
  print_target("PMX file, ready to be posed, ms", load_milliseconds(content.pmx, settings), 10.0);
  print_target("PMD file with its .csv, if any, ms", load_milliseconds(content.pmd, settings), 5.0);
  const double plain = best_of(settings.rounds, [&] {
    const auto bytes = mmd::read_file(content.pmd, std::uint64_t{1} << 30);
    const BenchModel loaded{mmd::read_pmd(bytes, content.pmd.string())};
  });
  print_target("PMD file alone, ms", plain, 5.0);
  constexpr double mebibyte = 1024.0 * 1024.0;
  print_target("one more instance in the shared world, MiB",
               bytes_per_instance(model, motion, false) / mebibyte, 2.0);
  print_target("one more instance in a world of its own, MiB",
               bytes_per_instance(model, motion, true) / mebibyte, 2.0);
}

void run(const Settings& settings) {
  const BenchContent content = find_bench_content(MMDAGENT_SOURCE_DIR);
  const auto motion = std::make_shared<const mmd::Motion>(mmd::read_motion_file(content.motion));
  const BenchModel pmx(mmd::read_model_file(content.pmx));
  const BenchModel pmd(mmd::read_model_file(content.pmd));
  const BenchModel plain(
      mmd::read_pmd(mmd::read_file(content.pmd, std::uint64_t{1} << 30), content.pmd.string()));
  ImageYardstick images(content.images);
  const mmd::ModelData& data = pmx.model->data();
  std::printf("# %s\n\n%zu vertices, %zu bones, %zu IK, %zu bodies, %zu joints\n",
              content.name.c_str(), data.vertices.size(), data.bones.size(), data.ik_chains.size(),
              data.rigid_bodies.size(), data.joints.size());
  print_model("PMX", pmx, motion, settings, extended_reference, images);
  print_model("PMD with .csv", pmd, motion, settings, extended_reference, images);
  print_model("PMD alone", plain, motion, settings, plain_reference, images);
  std::printf("\nstb_image: %.1f Mpx in %.1f ms, %.3f of the recording machine's time\n",
              images.megapixels(), images.best_milliseconds(), images.scale());
  if (!settings.whole) return;
  print_loading(content, pmx, motion, settings);
  std::printf("\n## PMX: milliseconds per model and frame, each in a world of its own\n");
  print_many(pmx, motion, settings);
}

}  // namespace

int main(int argc, char** argv) {
  Settings settings;
  const std::string_view argument = argc > 1 ? argv[1] : "";
  if (argument == "--quick") {
    settings = {1, 4, true};
  } else if (argument == "--one") {
    settings.whole = false;
  } else if (argc > 1) {
    std::puts("usage: bench_model [--quick | --one]");
    return argument == "--help" ? 0 : 2;
  }
  run(settings);
  return 0;
}
