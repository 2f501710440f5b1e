// Models come, are changed for another file and go, by messages and from files: what they left on
// the GPU is counted. MMDAGENT_LONG=1: 200 times.
#include <gtest/gtest.h>

#include <cstdlib>

#include "pictures/gl_call_counter.h"
#include "pictures/picture_rig.h"
#include "support/checkout.h"
#include "support/scene_run.h"

namespace mmdagent::test {
namespace {

using test_support::SceneRun;

class Theatre {
 public:
  explicit Theatre(SkinningWay way) : rig_(rig_q, {way, false}) {}

  void load_change_delete() {
    const std::string sample = test_support::source_folder().string() + "/Resource/Sample/sample";
    run_.send("MODEL_ADD|a|" + sample + ".pmx");
    run_.run(2);
    draw();
    EXPECT_EQ(rig_.statistics().instances, 1U);
    EXPECT_GE(rig_.statistics().images, 4U);
    run_.send("MODEL_CHANGE|a|" + sample + ".pmd");
    run_.run(2);
    draw();
    EXPECT_EQ(rig_.statistics().models, 1U);
    run_.send("MODEL_DELETE|a");
    run_.run(17);
    draw();
    EXPECT_EQ(rig_.statistics().models + rig_.statistics().images + rig_.statistics().instances,
              0U);
    EXPECT_EQ(run_.take_out().size(), 3U) << "events";
    run_.take_logs();
  }

 private:
  void draw() {
    while (const auto request = run_.resources.take_up_to(run_.resources.last_number()))
      rig_.apply(*request);
    rig_.snapshot = run_.snapshot();
    rig_.snapshot.options.shadow_mapping = true;
    rig_.draw_only();
  }

  PictureRig rig_;
  SceneRun run_;
};

TEST(LoadChangeDelete, GivesEveryGlObjectBack) {
  const bool is_long = std::getenv("MMDAGENT_LONG") != nullptr;
  for (const auto way : {SkinningWay::automatic, SkinningWay::compute, SkinningWay::feedback}) {
    const int short_rounds = way == SkinningWay::automatic ? 10 : 1;
    Theatre theatre(way);
    theatre.load_change_delete();  // links the programs
    GlCallCounter calls;
    for (int i = 0; i < (is_long ? 200 : short_rounds); ++i) theatre.load_change_delete();
    for (const std::string kind : {"Buffers", "Textures", "VertexArrays", "Framebuffers",
                                   "Renderbuffers", "Samplers", "Queries"}) {
      EXPECT_EQ(calls.of("Gen" + kind), calls.of("Delete" + kind)) << kind;
    }
    EXPECT_EQ(calls.of("CreateProgram"), 0U);
    EXPECT_GE(calls.of("GenTextures"), 10U) << "the counter counts";
  }
}

}  // namespace
}  // namespace mmdagent::test
