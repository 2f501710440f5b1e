// Case 57 of rendering.md section 10.5: what animated images show, and what is sent for it.
#include <gtest/gtest.h>

#include "pictures/gl_call_counter.h"
#include "pictures/picture_rig.h"
#include "pictures/procedural_model.h"
#include "render/animation.h"

namespace mmdagent::test {
namespace {

constexpr Color red{255, 0, 0}, green{0, 255, 0}, blue{0, 0, 255};

CreateImage moving_image(ResourceId id) {
  std::vector<mmd::AnimationFrame> frames;
  for (const Color& color : {red, green, blue})
    frames.push_back({one_pixel(color.red, color.green, color.blue), 30.0F});
  const auto animation = std::make_shared<const Animation>(std::move(frames));
  return {id, {animation, &animation->picture(0)}, animation};
}

constexpr ResourceId image_id = 100;

ResourceId textured_quad(PictureRig& rig) {
  auto model = empty_model();
  mmd::MaterialData material = plain_material(glm::vec3(1), glm::vec3(1));
  material.texture = add_texture(*model);
  add_quad(*model, {}, material);
  const ResourceId id = rig.add_model(model);
  rig.apply(moving_image(image_id));
  rig.apply(SetModelTexture{id, 0, image_id});
  return id;
}

TEST(AnimatedTexture, C57_ShowsTheFrameOfTheSnapshotAndSendsEachOnce) {
  for (const ShadingProfile profile : {ShadingProfile::mmd, ShadingProfile::reference}) {
    PictureRig rig(rig_q);
    rig.snapshot.options.profile = profile;
    rig.show(textured_quad(rig));
    rig.draw();
    expect_color(rig.center(), red, "standing");
    rig.snapshot.models[0].frames = {0, 1};
    rig.snapshot.texture_frames = {{0, 1}};
    rig.draw();
    expect_color(rig.center(), green, "second");
    rig.snapshot.texture_frames = {{0, 2}};
    rig.draw();
    expect_color(rig.center(), blue, "third");
    GlCallCounter calls;
    rig.draw();
    EXPECT_EQ(calls.of("TexSubImage2D") + calls.of("TexImage2D"), 0U) << "the same frame";
    rig.snapshot.texture_frames = {{0, 1}};
    rig.draw();
    EXPECT_EQ(calls.of("TexSubImage2D"), 1U) << "back over the end";
    expect_color(rig.center(), green, "back");
    rig.snapshot.texture_frames = {{0, 0}};
    rig.draw();
    expect_color(rig.center(), red, "from the beginning");
  }
}

TEST(AnimatedTexture, InstancesMoveOnTheirOwn) {
  PictureRig rig(rig_q);
  const ResourceId id = textured_quad(rig);
  rig.show_at(id, {-20, 0, 0}).frames = {0, 1};
  rig.show_at(id, {20, 0, 0});
  rig.snapshot.texture_frames = {{0, 1}};
  rig.draw();
  expect_color(rig.pixel(10, 32), green, "moves");
  expect_color(rig.pixel(54, 32), red, "stands");
}

TEST(AnimatedTexture, FramesThatDoNotExistShowTheFirst) {
  PictureRig rig(rig_q);
  rig.show(textured_quad(rig)).frames = {0, 2};
  rig.snapshot.texture_frames = {{0, 3}, {7, 1}};
  rig.draw();
  expect_color(rig.center(), red, "no fourth frame");
  rig.snapshot.models[0].frames = {1, 2};
  rig.draw();
  expect_color(rig.center(), clear_color, "a range outside its array");
}

TEST(AnimatedTexture, AnImageOfTheStageMoves) {
  PictureRig rig(rig_q);
  rig.apply(moving_image(image_id));
  rig.snapshot.stage.background = image_id;
  rig.draw();
  expect_color(rig.center(), red, "first");
  rig.snapshot.stage.background_frame = 2;
  rig.draw();
  expect_color(rig.center(), blue, "third");
  rig.snapshot.stage.background = rig.add_image(one_pixel(9, 8, 7));
  rig.draw();
  expect_color(rig.center(), {9, 8, 7}, "another image");
}

}  // namespace
}  // namespace mmdagent::test
