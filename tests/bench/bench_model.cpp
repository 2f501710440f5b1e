// Measures what a model costs: motion, physics, skinning, loading, memory, one thread and two. All
// ratios with their limits come from one run. Every frame is measured in several rounds and its
// best time counts, so that other programs disturb little.
#include <malloc.h>

#include <algorithm>
#include <array>
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
#include "support/checkout.h"
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

// Processor time.
double best_of(int rounds, const std::function<void()>& work) {
  double best = 1e9;
  for (int i = 0; i < rounds; ++i) {
    const double start = thread_milliseconds();
    work();
    best = std::min(best, thread_milliseconds() - start);
  }
  return best;
}

struct Settings {
  int rounds = 12;
  int frames = 300;   // of 1/60 s in a round
  bool one = true;    // one instance of each model
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
  double motion = 1e9;
  double skin = 1e9;
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
  costs.motion = std::min(costs.motion, motion_ms.mean());
  costs.skin = std::min(costs.skin, skin_ms.mean());
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
  options.touching_pairs = mmd::PhysicsOptions::touching_pairs_of_one_model;
  return std::make_shared<mmd::PhysicsWorld>(options);
}

// --- Many instances ------------------------------------------------------------------------------

enum class Part { arithmetic, motion, physics, skin };

// Models in worlds of their own; each is one task of the pool.
class Crowd {
 public:
  Crowd(const BenchModel& model, const MotionPtr& motion, std::size_t count, Part last)
      : last_(last), sums_(count) {
    for (std::size_t i = 0; i < count; ++i)
      actors_.push_back(
          std::make_unique<Actor>(model, motion, last <= Part::motion ? nullptr : own_world()));
  }

  // All of the parts up to the last.
  void frame(mmdagent::UpdatePool& pool) {
    if (last_ == Part::arithmetic) {
      pool.run(actors_.size(), [&](std::size_t i) { calculate(sums_[i].value); });
      return;
    }
    for (int i = 0; i < Actor::steps_per_frame; ++i) {
      pool.run(actors_.size(), [&](std::size_t model) {
        actors_[model]->step_motion();
        if (last_ != Part::motion) actors_[model]->step_physics();
      });
    }
    pool.run(actors_.size(), [&](std::size_t model) {
      actors_[model]->finish();
      if (last_ == Part::skin) actors_[model]->skin();
    });
  }

 private:
  struct alignas(64) Sum {
    double value = 1.0;
  };

  // Some 0.1 ms in registers: what a second thread can win on this machine.
  static void calculate(double& sum) {
    double value = sum;
    for (int i = 0; i < 50'000; ++i) value = value * 0.999 + 1.0;
    sum = value;
  }

  Part last_;
  std::vector<Sum> sums_;
  std::vector<std::unique_ptr<Actor>> actors_;
};

// Milliseconds per update of one model on one thread and on two, in turn, so that what disturbs the
// one disturbs the other.
std::array<double, 2> measure_many(const BenchModel& model, const MotionPtr& motion,
                                   const Settings& settings, std::size_t count, Part last) {
  Crowd crowd(model, motion, count, last);
  const int frames = std::max(1, settings.frames / static_cast<int>(count));
  std::array<BestFrames, 2> best{BestFrames(frames), BestFrames(frames)};
  for (int round = 0; round < settings.rounds; ++round) {
    for (std::size_t helpers : {0U, 1U}) {
      mmdagent::UpdatePool pool(static_cast<int>(helpers) + 1);
      for (int frame = 0; frame < frames; ++frame)
        best[helpers].add(frame, timed([&] { crowd.frame(pool); }));
    }
  }
  const auto models = static_cast<double>(count);
  return {best[0].mean() / models, best[1].mean() / models};
}

void print_many(const BenchModel& model, const MotionPtr& motion, const Settings& settings) {
  std::printf(
      "\n| instances, threads | arithmetic | motion | + physics | + skinning |\n"
      "|---|---|---|---|---|\n");
  constexpr std::array parts{Part::arithmetic, Part::motion, Part::physics, Part::skin};
  std::array<double, parts.size()> least{1e9, 1e9, 1e9, 1e9};
  for (const std::size_t count : {1U, 2U, 10U, 50U}) {
    std::array<std::array<double, 2>, parts.size()> cost{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
      cost[i] = measure_many(model, motion, settings, count, parts[i]);
      if (count > 1) least[i] = std::min(least[i], cost[i][0] / cost[i][1]);
    }
    for (const std::size_t helpers : {0U, 1U})
      std::printf("| %zu, %zu | %.4f | %.4f | %.4f | %.4f |\n", count, helpers + 1,
                  cost[0][helpers], cost[1][helpers], cost[2][helpers], cost[3][helpers]);
  }
  std::printf(
      "\n| two threads over one, 2..50 instances | here | limit | met |\n|---|---|---|---|\n");
  print_target("arithmetic (this machine)", least[0], 1.7, true);
  print_target("motion alone", least[1], 1.7, true);
  print_target("motion and physics", least[2], 1.7, true);
  print_target("motion, physics and skinning", least[3], 1.7, true);
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
  measure_motion(model, motion, settings, costs);  // once more: it lasts but a second
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
  print_target("PMX file, ready to be posed, ms of processor time",
               load_milliseconds(content.pmx, settings), 10.0);
  print_target("PMD file with its .csv, if any", load_milliseconds(content.pmd, settings), 5.0);
  const double plain = best_of(settings.rounds, [&] {
    const auto bytes = mmd::read_file(content.pmd, std::uint64_t{1} << 30);
    const BenchModel loaded{mmd::read_pmd(bytes, content.pmd.string())};
  });
  print_target("PMD file alone", plain, 5.0);
  const std::filesystem::path csv = content.pmd.string() + ".csv";
  if (std::filesystem::exists(csv)) {
    std::printf("| %-64s | %6.2f | | |\n", "the .csv only read and its lines counted",
                best_of(settings.rounds, [&] { read_and_count_lines(csv); }));
  }
  constexpr double mebibyte = 1024.0 * 1024.0;
  print_target("one more instance in the shared world, MiB",
               bytes_per_instance(model, motion, false) / mebibyte, 2.0);
  print_target("one more instance in a world of its own, MiB",
               bytes_per_instance(model, motion, true) / mebibyte, 2.0);
}

void run(const Settings& settings) {
  const BenchContent content = find_bench_content(test_support::source_folder());
  const auto motion = std::make_shared<const mmd::Motion>(mmd::read_motion_file(content.motion));
  const BenchModel pmx(mmd::read_model_file(content.pmx));
  const BenchModel pmd(mmd::read_model_file(content.pmd));
  const BenchModel plain(
      mmd::read_pmd(mmd::read_file(content.pmd, std::uint64_t{1} << 30), content.pmd.string()));
  ImageYardstick images(content.images);
  for (int round = 0; round < settings.rounds; ++round) images.measure();
  const mmd::ModelData& data = pmx.model->data();
  std::printf("# %s\n\n%zu vertices, %zu bones, %zu IK, %zu bodies, %zu joints\n",
              content.name.c_str(), data.vertices.size(), data.bones.size(), data.ik_chains.size(),
              data.rigid_bodies.size(), data.joints.size());
  if (settings.one) {
    print_model("PMX", pmx, motion, settings, extended_reference, images);
    print_model("PMD with .csv", pmd, motion, settings, extended_reference, images);
    print_model("PMD alone", plain, motion, settings, plain_reference, images);
    std::printf("\nstb_image: %.1f Mpx in %.1f ms, %.3f of the recording machine's time\n",
                images.megapixels(), images.best_milliseconds(), images.scale());
  }
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
    settings = {1, 4, true, true};
  } else if (argument == "--one") {
    settings.whole = false;
  } else if (argument == "--many") {
    settings.one = false;
  } else if (argc > 1) {
    std::puts("usage: bench_model [--quick | --one | --many]");
    return argument == "--help" ? 0 : 2;
  }
  run(settings);
  return 0;
}
