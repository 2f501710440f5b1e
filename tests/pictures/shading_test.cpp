// The cases of rendering.md section 10.2: the colour of a quad that covers the picture, in both
// profiles, by their numbers there.
#include <gtest/gtest.h>

#include <functional>
#include <glm/geometric.hpp>
#include <optional>
#include <string>

#include "pictures/picture_rig.h"
#include "pictures/procedural_model.h"

namespace mmdagent::test {
namespace {

constexpr int toon01 = 1;
const glm::vec3 towards_light = glm::normalize(glm::vec3(0.5F, 1.0F, 0.5F));

struct Case {
  const char* number;
  glm::vec3 diffuse{0.4F};
  glm::vec3 ambient{0.2F};
  glm::vec3 normal{0, 0, 1};
  int toon_slot = 0;
  Color reference{};
  Color mmd{};
  std::optional<Image> texture{};
  std::optional<Image> sphere{};
  mmd::SphereMode sphere_mode = mmd::SphereMode::multiply;
  mmd::ModelKind kind = mmd::ModelKind::pmx;
  float specular = 0.0F;
  bool toon = true;
  std::function<void(Snapshot&)> change{};
};

Color grey(int value) { return {value, value, value}; }

std::shared_ptr<mmd::ModelData> model_of(const Case& test) {
  auto model = empty_model();
  model->kind = test.kind;
  mmd::MaterialData material = plain_material(test.diffuse, test.ambient);
  material.toon_slot = test.toon_slot;
  material.specular = glm::vec3(test.specular);
  material.shininess = test.specular > 0 ? 10.0F : 0.0F;
  if (test.texture) material.texture = add_texture(*model);
  if (test.sphere) {
    material.sphere_texture = add_texture(*model);
    material.sphere_mode = test.sphere_mode;
  }
  Quad quad;
  quad.normal = test.normal;
  add_quad(*model, quad, material);
  return model;
}

Color drawn(const Case& test, ShadingProfile profile) {
  PictureRig rig(rig_q);
  rig.snapshot.options.profile = profile;
  const auto data = model_of(test);
  const ResourceId model = rig.add_model(data);
  int texture = 0;
  if (test.texture) rig.set_texture(model, texture++, *test.texture);
  if (test.sphere) rig.set_texture(model, texture, *test.sphere);
  rig.show(model).toon = test.toon;
  if (test.change) test.change(rig.snapshot);
  rig.draw();
  return rig.center();
}

void check(const Case& test) {
  expect_color(drawn(test, ShadingProfile::reference), test.reference,
               std::string("reference ") + test.number);
  expect_color(drawn(test, ShadingProfile::mmd), test.mmd, std::string("mmd ") + test.number);
}

TEST(Shading, AnEmptySceneIsTheClearColour) {
  PictureRig rig(rig_q);
  rig.draw();
  expect_color(rig.center(), clear_color, "case 1");
  EXPECT_EQ(rig.alpha(32, 32), 255);
}

TEST(Shading, MaterialColoursAndLight) {
  const glm::vec3 d(0.5F, 0.3F, 0.1F);
  const glm::vec3 a(0.1F, 0.2F, 0.3F);
  check({.number = "2", .diffuse = d, .ambient = a, .reference = grey(98), .mmd = {102, 97, 92}});
  check({.number = "3",
         .diffuse = glm::vec3(1),
         .ambient = glm::vec3(0.5F),
         .reference = grey(255),
         .mmd = grey(255)});
  check({.number = "4",
         .diffuse = glm::vec3(0.5F),
         .ambient = glm::vec3(0.25F),
         .reference = {140, 26, 26},
         .mmd = {140, 64, 64},
         .change = [](Snapshot& snapshot) {
           snapshot.light.color = {1, 0, 0};
         }});
  check({.number = "5",
         .diffuse = d,
         .ambient = a,
         .reference = {49, 25, 98},
         .mmd = {51, 24, 92},
         .texture = one_pixel(128, 64, 255)});
  check({.number = "6", .reference = grey(66), .mmd = grey(82), .change = [](Snapshot& snapshot) {
           snapshot.light.intensity = 0.3F;
         }});
  check({.number = "7", .reference = grey(112), .mmd = grey(112)});
}

TEST(Shading, ToonRampsByTheAngleToTheLight) {
  const glm::vec3 away(0, 0, -1);
  check(
      {.number = "8", .normal = away, .toon_slot = toon01, .reference = grey(90), .mmd = grey(90)});
  check({.number = "9",
         .diffuse = glm::vec3(1),
         .ambient = glm::vec3(0.5F),
         .normal = glm::normalize(glm::vec3(1, 0, -1)),
         .toon_slot = toon01,
         .reference = grey(230),
         .mmd = grey(230)});
  check({.number = "10",
         .diffuse = glm::vec3(1),
         .ambient = glm::vec3(0.5F),
         .normal = -towards_light,
         .toon_slot = toon01,
         .reference = grey(205),
         .mmd = grey(205)});
  check({.number = "11", .normal = away, .reference = grey(112), .mmd = grey(112)});
  check({.number = "12 lit",
         .toon_slot = toon01,
         .reference = grey(112),
         .mmd = grey(112),
         .change = [](Snapshot& snapshot) {
           snapshot.light.direction = {0, 0, 1};
         }});
  check({.number = "12 away",
         .toon_slot = toon01,
         .reference = grey(90),
         .mmd = grey(90),
         .change = [](Snapshot& snapshot) {
           snapshot.light.direction = {0, 0, -1};
         }});
}

TEST(Shading, SphereMapsMultiplyAndAdd) {
  check(
      {.number = "13", .reference = grey(56), .mmd = grey(56), .sphere = one_pixel(128, 128, 128)});
  const Image warm = one_pixel(64, 32, 16);
  check({.number = "14",
         .reference = {176, 144, 128},
         .mmd = {176, 144, 128},
         .sphere = warm,
         .sphere_mode = mmd::SphereMode::add});
  check({.number = "15",
         .normal = {0, 0, -1},
         .toon_slot = toon01,
         .reference = {154, 122, 106},
         .mmd = {142, 116, 103},
         .sphere = warm,
         .sphere_mode = mmd::SphereMode::add});
  // A PMD sphere that stands alone takes the base texture's stage, before the toon.
  check({.number = "15, alone in a PMD",
         .normal = {0, 0, -1},
         .toon_slot = toon01,
         .reference = {142, 116, 103},
         .mmd = {142, 116, 103},
         .sphere = warm,
         .sphere_mode = mmd::SphereMode::add,
         .kind = mmd::ModelKind::pmd});
}

TEST(Shading, SphereMapsStandUpright) {
  std::vector<std::uint8_t> halves;
  for (int row = 0; row < 8; ++row) {
    const bool top = row < 4;
    halves.insert(halves.end(), {std::uint8_t(top ? 255 : 0), 0, std::uint8_t(top ? 0 : 255), 255});
  }
  const Image image = image_of(1, 8, halves);
  Case up{.number = "16 up",
          .diffuse = glm::vec3(1),
          .ambient = glm::vec3(0.5F),
          .normal = {0, 0.6F, 0.8F},
          .reference = {255, 0, 0},
          .mmd = {255, 0, 0},
          .sphere = image};
  check(up);
  Case down = up;
  down.number = "16 down";
  down.normal = {0, -0.6F, 0.8F};
  down.reference = down.mmd = {0, 0, 255};
  check(down);
}

TEST(Shading, Specular) {
  const glm::vec3 facing = glm::normalize(towards_light + glm::vec3(0, 0, 1));
  Case bright{.number = "17 bright",
              .diffuse = glm::vec3(0.2F),
              .ambient = glm::vec3(0.1F),
              .normal = facing,
              .reference = grey(209),
              .mmd = grey(209),
              .specular = 1.0F};
  check(bright);
  Case dim = bright;
  dim.number = "17 dim";
  dim.normal = {0, 0, 1};
  dim.reference = dim.mmd = grey(83);
  check(dim);
  Case textured = bright;
  textured.number = "18";
  textured.texture = one_pixel(128, 64, 255);
  textured.reference = {105, 52, 209};
  textured.mmd = {181, 167, 209};
  check(textured);
}

TEST(Shading, WithoutToonTheLightShades) {
  check({.number = "19",
         .diffuse = glm::vec3(0.5F),
         .ambient = glm::vec3(0.25F),
         .toon_slot = toon01,
         .reference = grey(108),
         .mmd = grey(95),
         .toon = false});
  const auto off = [](Snapshot& snapshot) { snapshot.options.cartoon = false; };
  check({.number = "19 by the option",
         .diffuse = glm::vec3(0.5F),
         .ambient = glm::vec3(0.25F),
         .toon_slot = toon01,
         .reference = grey(108),
         .mmd = grey(95),
         .change = off});
  const Case original{
      .number = "20",
      .diffuse = glm::vec3(0.5F),
      .ambient = glm::vec3(0.25F),
      .reference = grey(151),
      .mmd = grey(140),
      .change = [](Snapshot& snapshot) { snapshot.options.mmd_like_cartoon = false; }};
  check(original);
}

TEST(Shading, MaterialStatesReplaceTheFilesColours) {
  const auto halved = [](Snapshot& snapshot) {
    MaterialState state;
    state.diffuse = {0.3F, 0.3F, 0.3F, 1.0F};
    state.ambient = glm::vec3(0.2F);
    snapshot.materials = {state};
    snapshot.models[0].materials = {0, 1};
  };
  check({.number = "21", .reference = grey(98), .mmd = grey(97), .change = halved});
}

// K24: the factors act in profile mmd and are without effect in the reference's.
TEST(Shading, TextureFactorsOfMaterialMorphs) {
  const auto factors = [](glm::vec4 multiply, glm::vec4 add) {
    return [multiply, add](Snapshot& snapshot) {
      MaterialState state;
      state.diffuse = glm::vec4(0.4F, 0.4F, 0.4F, 1.0F);
      state.ambient = glm::vec3(0.2F);
      state.texture_multiply = multiply;
      state.texture_add = add;
      snapshot.materials = {state};
      snapshot.models[0].materials = {0, 1};
    };
  };
  const Image image = one_pixel(200, 100, 50);
  check({.number = "multiply",
         .reference = {88, 44, 22},
         .mmd = {44, 33, 22},
         .texture = image,
         .change = factors({0.0F, 0.5F, 1.0F, 0.5F}, glm::vec4(0))});
  check({.number = "add",
         .reference = {88, 44, 22},
         .mmd = {88 + 11, 44, 22},
         .texture = image,
         .change = factors(glm::vec4(1), {0.1F, 0, 0, 0})});
}

TEST(Shading, ModelTexturesRepeat) {
  const std::vector<std::uint8_t> row{10, 10, 10, 255, 250, 250, 250, 255,
                                      10, 10, 10, 255, 10,  10,  10,  255};
  for (const ShadingProfile profile : {ShadingProfile::reference, ShadingProfile::mmd}) {
    PictureRig rig(rig_q);
    rig.snapshot.options.profile = profile;
    auto model = empty_model();
    mmd::MaterialData material = plain_material(glm::vec3(1), glm::vec3(1));
    material.texture = add_texture(*model);
    Quad quad;
    quad.uv_low = quad.uv_high = {1.375F, 0.5F};
    add_quad(*model, quad, material);
    const ResourceId id = rig.add_model(model);
    rig.set_texture(id, 0, image_of(4, 1, row));
    rig.show(id);
    rig.draw();
    expect_color(rig.center(), grey(250), "case 22");
  }
}

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
