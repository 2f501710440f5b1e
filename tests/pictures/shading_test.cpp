// What the case tables of rendering.md say nothing of: sub-textures, images that arrive late, toons
// of a model's own.
#include <gtest/gtest.h>

#include "pictures/picture_cases.h"
#include "pictures/procedural_model.h"

namespace mmdagent::test {
namespace {

constexpr int toon01 = 1;

TEST(Shading, SubTexturesUseTheirOwnCoordinates) {
  PictureRig rig(rig_q);
  auto model = empty_model();
  mmd::MaterialData material = plain_material(glm::vec3(1), glm::vec3(1));
  material.sphere_texture = add_texture(*model);
  material.sphere_mode = mmd::SphereMode::subtexture;
  add_quad(*model, {}, material);
  model->vertices.additional_uv_count = 1;
  model->vertices.additional_uvs[0].assign(4, glm::vec4(0.75F, 0.5F, 0, 0));
  const ResourceId id = rig.add_model(model);
  rig.set_texture(id, 0, image_of(2, 1, {10, 20, 30, 255, 110, 120, 130, 255}));
  rig.show(id);
  rig.draw();
  expect_color(rig.center(), {110, 120, 130}, "sub-texture");
}

TEST(Shading, PlainColoursUntilTheImageArrives) {
  PictureRig rig(rig_q);
  auto model = empty_model();
  mmd::MaterialData material = plain_material(glm::vec3(0.4F), glm::vec3(0.2F));
  material.texture = add_texture(*model);
  add_quad(*model, {}, material);
  const ResourceId id = rig.add_model(model);
  rig.show(id);
  rig.draw();
  expect_color(rig.center(), grey(112), "before");
  rig.set_texture(id, 0, one_pixel(128, 128, 128));
  rig.draw();
  expect_color(rig.center(), grey(56), "after");
  rig.apply(SetModelTexture{id, 0, no_resource});
  rig.draw();
  expect_color(rig.center(), grey(112), "taken away");
}

TEST(Shading, AModelsOwnToonReplacesTheSystems) {
  PictureRig rig(rig_q);
  auto model = empty_model();
  mmd::MaterialData material = plain_material(glm::vec3(0.4F), glm::vec3(0.2F));
  material.toon_slot = toon01;
  add_quad(*model, {}, material);
  const ResourceId id = rig.add_model(model);
  rig.apply(SetModelToon{id, toon01, rig.add_image(one_pixel(128, 255, 0))});
  rig.show(id);
  rig.draw();
  expect_color(rig.center(), {56, 112, 0}, "own toon");
}

}  // namespace
}  // namespace mmdagent::test
