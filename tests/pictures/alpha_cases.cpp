// The cases of rendering.md section 10.3: transparency, depth, culling and the order of models.
#include <optional>

#include "pictures/picture_cases.h"
#include "pictures/procedural_model.h"

namespace mmdagent::test {
namespace {

const mmd::MaterialData white = plain_material(glm::vec3(1), glm::vec3(0.5F));
const mmd::MaterialData grey112 = plain_material(glm::vec3(0.4F), glm::vec3(0.2F));

struct Layer {
  Quad quad;
  mmd::MaterialData material;
  std::optional<Image> texture{};
};

std::shared_ptr<mmd::ModelData> model_of(const std::vector<Layer>& layers) {
  auto model = empty_model();
  for (const Layer& layer : layers) {
    mmd::MaterialData material = layer.material;
    if (layer.texture) material.texture = add_texture(*model);
    add_quad(*model, layer.quad, material);
  }
  return model;
}

// Layers of one model, in the order of the file.
PictureCase layered(const char* number, const std::vector<Layer>& layers, const Color& expected) {
  return {number, [=](PictureRig& rig) {
            const ResourceId id = rig.add_model(model_of(layers));
            int texture = 0;
            for (const Layer& layer : layers) {
              if (layer.texture) rig.set_texture(id, texture++, *layer.texture);
            }
            rig.show(id);
            rig.draw();
            expect_color(rig.center(), expected, number);
            EXPECT_EQ(rig.alpha(32, 32), 255) << number << ": the picture stays opaque";
          }};
}

// A quad that shows its back. The reader of PMD makes what is not opaque two-sided (rule A5).
PictureCase reversed(const char* number, bool two_sided, float alpha, bool visible) {
  Quad quad;
  quad.reversed = true;
  mmd::MaterialData material = with_alpha(white, alpha);
  material.two_sided = two_sided;
  const Color seen = alpha < 1.0F ? Color{247, 247, 249} : grey(255);
  return layered(number, {{quad, material}}, visible ? seen : clear_color);
}

PictureCase half_faded() {
  return {"31", [](PictureRig& rig) {
            rig.show(rig.add_model(model_of({{{}, grey112}}))).opacity = 0.5F;
            rig.draw();
            expect_color(rig.center(), {56, 56, 81}, "31");
          }};
}

PictureCase far_to_near() {
  return {"32", [](PictureRig& rig) {
            rig.show_at(rig.add_model(model_of({{{}, with_alpha(grey112, 0.5F)}})), {0, 0, 5});
            rig.show_at(rig.add_model(model_of({{{}, white}})), {0, 0, -5});
            rig.draw();
            expect_color(rig.center(), grey(183), "32");
          }};
}

PictureCase accessory_last() {
  return {"33", [](PictureRig& rig) {
            const ResourceId half = rig.add_model(model_of({{{}, with_alpha(grey112, 0.5F)}}));
            rig.show_at(half, {0, 0, -5}).role = DrawRole::accessory;
            rig.show_at(rig.add_model(model_of({{{}, white}})), {0, 0, 5});
            rig.draw();
            expect_color(rig.center(), grey(255), "33");
          }};
}

}  // namespace

std::vector<PictureCase> alpha_cases() {
  const Layer half{{}, with_alpha(grey112, 0.5F)};
  const Layer half_in_front{at_z(1), with_alpha(grey112, 0.5F)};
  const Layer back{{}, white};
  return {
      layered("23", {half}, {56, 56, 81}),
      layered("24_opaque", {{{}, with_alpha(grey112, 0.98F)}}, grey(112)),
      layered("24_nearly", {{{}, with_alpha(grey112, 0.97F)}}, {108, 108, 110}),
      layered("25", {{{}, grey112, one_pixel(255, 255, 255, 128)}}, {56, 56, 82}),
      layered("26", {{at_z(1), with_alpha(grey112, 0)}, back}, grey(255)),
      layered("27", {{at_z(1), grey112, one_pixel(255, 0, 0, 0)}, back}, grey(255)),
      layered("28", {half_in_front, back}, {56, 56, 81}),
      layered("29", {back, half_in_front}, grey(183)),
      reversed("30_one_sided", false, 1.0F, false),
      reversed("30_two_sided", true, 1.0F, true),
      reversed("30_translucent", true, 0.97F, true),
      half_faded(),
      far_to_near(),
      accessory_last(),
  };
}

}  // namespace mmdagent::test
