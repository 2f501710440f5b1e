// The avatar of the shared content beside the reference's pictures of it: the same pose, cameras
// and profile, compared by the shared tool. Pictures are kept in the build folder for the eye.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "MMDFiles/image.h"
#include "MMDFiles/model.h"
#include "MMDFiles/model_instance.h"
#include "MMDFiles/paths.h"
#include "MMDFiles/physics_world.h"
#include "MMDFiles/readers.h"
#include "pictures/gl_call_counter.h"
#include "pictures/picture_rig.h"
#include "pictures/procedural_model.h"
#include "render/png_file.h"
#include "render/stream_buffer.h"
#include "support/checkout.h"
#include "support/shared_content.h"

namespace mmdagent::test {
namespace {

namespace fs = std::filesystem;

struct View {
  const char* name;
  CameraPose camera;
};

CameraPose camera(const glm::vec3& target, const glm::vec3& rotation, float distance, float fovy) {
  return {target, camera_rotation(rotation), distance, fovy, glm::mat4(1.0F)};
}

const View views[] = {{"stand", CameraPose{}},
                      {"face", camera({0, 17.5F, 0}, {0, 0, 0}, 14, 27)},
                      {"side", camera({0, 10, 0}, {10, 60, 0}, 55, 27)},
                      {"back", camera({0, 10, 0}, {0, 180, 0}, 55, 27)}};

// The avatar after six seconds of its standing motion, with physics.
class Avatar {
 public:
  Avatar(const fs::path& folder, const char* file)
      : model_(std::make_shared<const mmd::Model>(mmd::read_model_file(folder / file))),
        folder_(folder),
        instance_(model_) {
    const auto motion =
        std::make_shared<const mmd::Motion>(mmd::read_motion_file(folder / "motion" / "stand.vmd"));
    mmd::MotionOptions looping;
    looping.loop = true;
    instance_.add_motion("stand", motion, looping);
    std::vector<mmd::MotionEvent> events;
    instance_.begin_step(0, events);
    instance_.end_step();
    instance_.finish_frame();
    world_.attach(instance_);
    for (int frame = 0; frame < 180; ++frame) {
      for (int step = 0; step < 4; ++step) {
        instance_.begin_step(0.25, events);
        instance_.end_step();
        world_.step(0.25);
      }
      instance_.finish_frame();
    }
  }

  void show(PictureRig& rig) const {
    const std::shared_ptr<const mmd::ModelData> data(model_, &model_->data());
    const ResourceId id = rig.add_model(data);
    for (std::size_t i = 0; i < data->textures.size(); ++i) {
      const auto path = mmd::find_content_path(folder_, data->textures[i]);
      if (path) rig.set_texture(id, static_cast<int>(i), mmd::read_image_file(*path));
    }
    DrawnModel& drawn = rig.show(id);
    const mmd::Pose& pose = instance_.pose();
    for (std::size_t i = 0; i < data->bones.size(); ++i) {
      const glm::quat& rotation = pose.world_rotations[i];
      rig.snapshot.bones[drawn.bones.first + i] = {
          rotation, pose.world_positions[i] - rotation * data->bones[i].origin};
    }
    const auto weights = instance_.morph_state().effective_weights();
    drawn.morphs = {0, static_cast<std::uint32_t>(weights.size())};
    rig.snapshot.morph_weights.assign(weights.begin(), weights.end());
  }

 private:
  std::shared_ptr<const mmd::Model> model_;
  fs::path folder_;
  mmd::PhysicsWorld world_;
  mmd::ModelInstance instance_;
};

void compare_all_views(const char* file, ShadingProfile profile) {
  SHARED_OR_SKIP(folder, "content/gene");
  SHARED_OR_SKIP(goldens, "golden/pictures");
  SHARED_OR_SKIP(tool, "tools/picture_near.py");
  const fs::path kept = test_support::build_folder() / "tests" / "pictures" / "avatar";
  fs::create_directories(kept);
  const Avatar avatar(folder, file);
  const char* const profile_name = profile == ShadingProfile::mmd ? "mmd" : "reference";
  PictureRig rig({600, 600});
  rig.snapshot.options.profile = profile;
  rig.snapshot.options.samples = 4;
  avatar.show(rig);
  for (const View& view : views) {
    rig.snapshot.camera = view.camera;
    rig.draw();
    const fs::path mine =
        kept / (std::string(file) + "_" + profile_name + "_" + view.name + ".png");
    EXPECT_EQ(write_png(mine.string(), rig.picture()), std::nullopt);
    const fs::path theirs = goldens / (std::string("gene_light_") + view.name + ".png");
    const std::string command =
        "python3 '" + tool.string() + "' '" + mine.string() + "' '" + theirs.string() + "'";
    EXPECT_EQ(std::system(command.c_str()), 0) << mine;
  }
}

// Colours, edges and the shadow map with a new pose in every picture; then on a stage, too.
TEST(AvatarPicture, TakesFewCalls) {
  SHARED_OR_SKIP(folder, "content/gene");
  const Avatar avatar(folder, "Gene_light.pmx");
  PictureRig rig({64, 64});
  avatar.show(rig);
  rig.snapshot.options.samples = 4;
  const auto calls_of_picture = [&rig](unsigned most, const char* what) {
    for (std::size_t i = 0; i <= pictures_in_flight; ++i) {
      rig.snapshot.bones[5].translation.x += 0.1F;
      rig.draw_only();
    }
    GlCallCounter calls;
    rig.snapshot.bones[5].translation.x += 0.1F;
    rig.draw_only();
    EXPECT_LE(calls.all(), most) << what << "\n" << calls.list();
    EXPECT_GT(calls.all(), 20U) << "the counter counts";
  };
  calls_of_picture(50, "alone");
  rig.snapshot.options.shadow_mapping = true;
  calls_of_picture(50, "shadow map");
  rig.snapshot.stage.floor = rig.add_image(one_pixel(255, 255, 255));
  rig.snapshot.stage.background = rig.add_image(one_pixel(0, 0, 255));
  calls_of_picture(62, "shadow map and stage");
  rig.snapshot.options.shadow_mapping = false;
  calls_of_picture(71, "ground shadow and stage");
}

TEST(AvatarPicture, PmdLooksLikeTheReference) {
  compare_all_views("Gene_light.pmd", ShadingProfile::reference);
}

TEST(AvatarPicture, PmxLooksLikeTheReference) {
  compare_all_views("Gene_light.pmx", ShadingProfile::reference);
}

// Profile mmd is no copy of the reference, but near it in default light.
TEST(AvatarPicture, PmxInProfileMmd) { compare_all_views("Gene_light.pmx", ShadingProfile::mmd); }

}  // namespace
}  // namespace mmdagent::test
