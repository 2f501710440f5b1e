// The cases of rendering.md section 10.2: the colour of a quad that covers the picture.
#include <glm/geometric.hpp>
#include <optional>

#include "pictures/picture_cases.h"
#include "pictures/procedural_model.h"

namespace mmdagent::test {
namespace {

constexpr int toon01 = 1;
const glm::vec3 towards_light = glm::normalize(glm::vec3(0.5F, 1.0F, 0.5F));
const glm::vec3 away(0, 0, -1);

struct Shade {
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
  glm::vec2 uv{-1.0F};  // everywhere, unless negative
  std::function<void(Snapshot&)> change{};
  Profiles profiles = Profiles::both;
};

std::shared_ptr<mmd::ModelData> model_of(const Shade& test) {
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
  if (test.uv.x >= 0.0F) quad.uv_low = quad.uv_high = test.uv;
  add_quad(*model, quad, material);
  return model;
}

void check(PictureRig& rig, const Shade& test) {
  const ResourceId model = rig.add_model(model_of(test));
  int texture = 0;
  if (test.texture) rig.set_texture(model, texture++, *test.texture);
  if (test.sphere) rig.set_texture(model, texture, *test.sphere);
  rig.show(model).toon = test.toon;
  if (test.change) test.change(rig.snapshot);
  rig.draw();
  expect_color(rig.center(), is_reference(rig) ? test.reference : test.mmd, test.number);
}

Shade changed(Shade test, std::function<void(Snapshot&)> change) {
  test.change = std::move(change);
  return test;
}

std::function<void(Snapshot&)> light_from(const glm::vec3& direction) {
  return [direction](Snapshot& snapshot) { snapshot.light.direction = direction; };
}

// A material whose factors for textures, spheres and toons come from morphs.
std::function<void(Snapshot&)> material_state(const std::function<void(MaterialState&)>& set) {
  return [set](Snapshot& snapshot) {
    MaterialState state;
    state.diffuse = glm::vec4(0.4F, 0.4F, 0.4F, 1.0F);
    state.ambient = glm::vec3(0.2F);
    set(state);
    snapshot.materials = {state};
    snapshot.models[0].materials = {0, 1};
  };
}

std::vector<Shade> light_and_material() {
  const glm::vec3 d(0.5F, 0.3F, 0.1F);
  const glm::vec3 a(0.1F, 0.2F, 0.3F);
  const glm::vec3 half(0.5F);
  const glm::vec3 quarter(0.25F);
  return {
      {.number = "02", .diffuse = d, .ambient = a, .reference = grey(98), .mmd = {102, 97, 92}},
      {.number = "03",
       .diffuse = glm::vec3(1),
       .ambient = half,
       .reference = grey(255),
       .mmd = grey(255)},
      {.number = "04",
       .diffuse = half,
       .ambient = quarter,
       .reference = {140, 26, 26},
       .mmd = {140, 64, 64},
       .change =
           [](Snapshot& snapshot) {
             snapshot.light.color = {1, 0, 0};
           }},
      {.number = "05",
       .diffuse = d,
       .ambient = a,
       .reference = {49, 25, 98},
       .mmd = {51, 24, 92},
       .texture = one_pixel(128, 64, 255)},
      {.number = "06",
       .reference = grey(66),
       .mmd = grey(82),
       .change = [](Snapshot& snapshot) { snapshot.light.intensity = 0.3F; }},
      {.number = "07", .reference = grey(112), .mmd = grey(112)},
      {.number = "19",
       .diffuse = half,
       .ambient = quarter,
       .toon_slot = toon01,
       .reference = grey(108),
       .mmd = grey(95),
       .toon = false},
      {.number = "19_by_option",
       .diffuse = half,
       .ambient = quarter,
       .toon_slot = toon01,
       .reference = grey(108),
       .mmd = grey(95),
       .change = [](Snapshot& snapshot) { snapshot.options.cartoon = false; }},
      {.number = "20",
       .diffuse = half,
       .ambient = quarter,
       .reference = grey(151),
       .change = [](Snapshot& snapshot) { snapshot.options.mmd_like_cartoon = false; },
       .profiles = Profiles::reference},
      {.number = "21",
       .reference = grey(98),
       .mmd = grey(97),
       .change = material_state([](MaterialState& state) {
         state.diffuse = {0.3F, 0.3F, 0.3F, 1.0F};
       })},
      {.number = "22",
       .diffuse = glm::vec3(1),
       .ambient = glm::vec3(1),
       .reference = grey(250),
       .mmd = grey(250),
       .texture = image_of(4, 1,
                           {10, 10, 10, 255, 250, 250, 250, 255,  //
                            10, 10, 10, 255, 10, 10, 10, 255}),
       .uv = {1.375F, 0.5F}},
  };
}

std::vector<Shade> toons() {
  const Shade ramp{
      .number = "08", .normal = away, .toon_slot = toon01, .reference = grey(90), .mmd = grey(90)};
  Shade border{.number = "09",
               .diffuse = glm::vec3(1),
               .ambient = glm::vec3(0.5F),
               .normal = glm::normalize(glm::vec3(1, 0, -1)),
               .toon_slot = toon01,
               .reference = grey(230),
               .mmd = grey(230)};
  Shade clamped = border;
  clamped.number = "10";
  clamped.normal = -towards_light;
  clamped.reference = clamped.mmd = grey(205);
  // The toon byte 0xFF of a PMD is read as slot 0.
  Shade none = ramp;
  none.number = "11";
  none.toon_slot = 0;
  none.reference = none.mmd = grey(112);
  Shade lit = changed(ramp, light_from({0, 0, 1}));
  lit.number = "12_lit";
  lit.normal = {0, 0, 1};
  lit.reference = lit.mmd = grey(112);
  Shade turned = changed(lit, light_from({0, 0, -1}));
  turned.number = "12_away";
  turned.reference = turned.mmd = grey(90);
  return {ramp, border, clamped, none, lit, turned};
}

Image red_over_blue() {
  std::vector<std::uint8_t> halves;
  for (int row = 0; row < 8; ++row) {
    const bool top = row < 4;
    halves.insert(halves.end(), {std::uint8_t(top ? 255 : 0), 0, std::uint8_t(top ? 0 : 255), 255});
  }
  return image_of(1, 8, halves);
}

std::vector<Shade> spheres() {
  const Image warm = one_pixel(64, 32, 16);
  const Shade added{.number = "14",
                    .reference = {176, 144, 128},
                    .mmd = {176, 144, 128},
                    .sphere = warm,
                    .sphere_mode = mmd::SphereMode::add};
  Shade order = added;
  order.number = "15";
  order.normal = away;
  order.toon_slot = toon01;
  order.reference = {154, 122, 106};
  order.mmd = {142, 116, 103};
  // A PMD sphere that stands alone takes the base texture's stage, before the toon.
  Shade alone = order;
  alone.number = "15_alone_in_a_PMD";
  alone.kind = mmd::ModelKind::pmd;
  alone.reference = order.mmd;
  const Shade up{.number = "16_up",
                 .diffuse = glm::vec3(1),
                 .ambient = glm::vec3(0.5F),
                 .normal = {0, 0.6F, 0.8F},
                 .reference = {255, 0, 0},
                 .mmd = {255, 0, 0},
                 .sphere = red_over_blue()};
  Shade down = up;
  down.number = "16_down";
  down.normal = {0, -0.6F, 0.8F};
  down.reference = down.mmd = {0, 0, 255};
  return {
      {.number = "13", .reference = grey(56), .mmd = grey(56), .sphere = one_pixel(128, 128, 128)},
      added,
      order,
      alone,
      up,
      down};
}

std::vector<Shade> speculars() {
  const Shade bright{.number = "17_bright",
                     .diffuse = glm::vec3(0.2F),
                     .ambient = glm::vec3(0.1F),
                     .normal = glm::normalize(towards_light + glm::vec3(0, 0, 1)),
                     .reference = grey(209),
                     .mmd = grey(209),
                     .specular = 1.0F};
  Shade dim = bright;
  dim.number = "17_dim";
  dim.normal = {0, 0, 1};
  dim.reference = dim.mmd = grey(83);
  Shade textured = bright;
  textured.number = "18";
  textured.texture = one_pixel(128, 64, 255);
  textured.reference = {105, 52, 209};
  textured.mmd = {181, 167, 209};
  return {bright, dim, textured};
}

// K24: the factors of material morphs act in profile mmd and not in the reference's.
std::vector<Shade> factors() {
  const Shade plain{.number = "K24", .reference = {88, 44, 22}, .texture = one_pixel(200, 100, 50)};
  Shade multiplied = changed(plain, material_state([](MaterialState& state) {
                               state.texture_multiply = {0.0F, 0.5F, 1.0F, 0.5F};
                             }));
  multiplied.number = "K24_multiply";
  multiplied.mmd = {44, 33, 22};
  Shade added = changed(plain, material_state([](MaterialState& state) {
                          state.texture_add = {0.1F, 0, 0, 0};
                        }));
  added.number = "K24_add";
  added.mmd = {88 + 11, 44, 22};
  // (200, 100, 50) + half of what is missing to white, taken away.
  Shade darkened = changed(plain, material_state([](MaterialState& state) {
                             state.texture_add = {0, 0, 0, 0.5F};
                           }));
  darkened.number = "K24_add_alpha";
  darkened.mmd = {76, 10, 0};
  Shade sphere = changed(plain, material_state([](MaterialState& state) {
                           state.sphere_multiply = {0.5F, 1.0F, 0.0F, 1.0F};
                         }));
  sphere.number = "K24_sphere";
  sphere.sphere = sphere.texture;
  sphere.texture.reset();
  sphere.mmd = {44, 44, 0};
  Shade toon = changed(plain, material_state([](MaterialState& state) {
                         state.toon_multiply = {1.0F, 1.0F, 0.5F, 1.0F};
                       }));
  toon.number = "K24_toon";
  toon.texture.reset();
  toon.reference = grey(112);
  toon.mmd = {112, 112, 56};
  return {multiplied, added, darkened, sphere, toon};
}

}  // namespace

std::vector<PictureCase> shading_cases() {
  std::vector<PictureCase> cases = {{"01", [](PictureRig& rig) {
                                       rig.draw();
                                       expect_color(rig.center(), clear_color, "01");
                                       EXPECT_EQ(rig.alpha(32, 32), 255);
                                     }}};
  for (const auto& group : {light_and_material(), toons(), spheres(), speculars(), factors()}) {
    for (const Shade& test : group) {
      cases.push_back(
          {test.number, [test](PictureRig& rig) { check(rig, test); }, rig_q, test.profiles});
    }
  }
  return cases;
}

}  // namespace mmdagent::test
