// The cases 49 to 56 of rendering.md section 10.5: stage and shadows.
#include <glm/geometric.hpp>

#include "pictures/overhead.h"
#include "pictures/picture_cases.h"
#include "pictures/procedural_model.h"

namespace mmdagent::test {
namespace {

const glm::vec3 towards_light = glm::normalize(glm::vec3(0.5F, 1.0F, 0.5F));

// Flagged for every kind of shadow.
mmd::MaterialData caster_material() {
  mmd::MaterialData material = plain_material(glm::vec3(1), glm::vec3(0.5F));
  material.ground_shadow = true;
  material.self_shadow_cast = true;
  return material;
}

// A level 4 x 4 square 10 units above `ground`. Its second bone tells the reference's light how
// far to reach.
std::shared_ptr<mmd::ModelData> caster_over(const glm::vec3& ground) {
  auto model = empty_model();
  model->bones.push_back(model->bones[0]);
  model->bones[1].origin = {0, 40, 0};
  add_level_square(*model, ground + glm::vec3(0, 10, 0), 2, caster_material());
  return model;
}

PictureCase background() {
  return {"49", [](PictureRig& rig) {
            rig.snapshot.stage.background = rig.add_image(one_pixel(200, 100, 50));
            rig.draw();
            expect_color(rig.center(), {200, 100, 50}, "49");
          }};
}

struct Ground {
  float density = 0.5F;
  int casters = 1;
  bool floor = true;
  bool mapped = false;
  int shadow = 128;
};

// The shadow lies 5 units to the left and to the back: L = (0.5, 1, 0.5), 10 units high.
PictureCase on_the_floor(const char* number, const Ground& ground) {
  return {
      number,
      [=](PictureRig& rig) {
        if (ground.floor) rig.snapshot.stage.floor = rig.add_image(one_pixel(255, 255, 255));
        rig.snapshot.camera = overhead();
        rig.snapshot.options.shadow_density = ground.density;
        rig.snapshot.options.shadow_mapping = ground.mapped;
        const ResourceId caster = rig.add_model(caster_over({0, 0, 0}));
        for (int i = 0; i < ground.casters; ++i) {
          rig.show_at(caster, {-0.5F * static_cast<float>(i), 0, -0.5F * static_cast<float>(i)});
        }
        rig.draw();
        const Color lit = ground.floor ? grey(255) : clear_color;
        expect_color(color_at(rig, -5, -5), ground.floor ? grey(ground.shadow) : clear_color,
                     std::string(number) + " in the shadow");
        expect_color(color_at(rig, 5, 5), lit, std::string(number) + " mirrored");
        expect_color(color_at(rig, -2.5F, -2.5F), lit, std::string(number) + " on the way");
      },
      rig_g};
}

// A square that faces the light, covered by another one between it and the light.
PictureCase on_a_model(const char* number, float density, int expected) {
  return {number, [=](PictureRig& rig) {
            rig.snapshot.options.shadow_mapping = true;
            rig.snapshot.options.self_density = density;
            auto receiver = empty_model();
            mmd::MaterialData material = plain_material(glm::vec3(0.4F), glm::vec3(0.2F));
            material.toon_slot = 1;
            material.self_shadow_receive = true;
            Quad quad;
            quad.normal = towards_light;
            add_quad(*receiver, quad, material);
            rig.show(rig.add_model(receiver));
            rig.draw();
            expect_color(rig.center(), grey(112), std::string(number) + " without the caster");
            rig.show(rig.add_model(caster_over({10, 23, 10})));
            rig.draw();
            expect_color(rig.center(), grey(expected), number);
          }};
}

PictureCase doppel() {
  return {"56",
          [](PictureRig& rig) {
            rig.snapshot.options.doppel = true;
            auto model = empty_model();
            add_quad(*model, {{-2, 11}, {2, 15}}, caster_material());
            rig.show(rig.add_model(model));
            rig.draw();
            expect_color(rig.pixel(377, 518), grey(128), "56 silhouette");
            expect_color(rig.pixel(513, 518), clear_color, "56 beside it");
            expect_color(rig.pixel(450, 450), grey(255), "56 the model before it");
          },
          rig_g};
}

}  // namespace

std::vector<PictureCase> shadow_cases() {
  return {
      background(),
      on_the_floor("50", {}),
      on_the_floor("51", {.casters = 2}),
      on_the_floor("52", {.density = 0.2F, .shadow = 51}),
      on_the_floor("53", {.floor = false}),
      on_a_model("54_density_1", 1.0F, 90),
      on_a_model("54_density_0", 0.0F, 112),
      on_the_floor("55", {.mapped = true, .shadow = 148}),
      doppel(),
  };
}

}  // namespace mmdagent::test
