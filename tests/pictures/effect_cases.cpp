// The cases 58 and 59 of rendering.md section 10.5: the glow and transparent pictures.
#include "pictures/overhead.h"
#include "pictures/picture_cases.h"
#include "pictures/procedural_model.h"

namespace mmdagent::test {
namespace {

mmd::MaterialData luminous_material() {
  mmd::MaterialData material = plain_material(glm::vec3(1, 0, 0), glm::vec3(1, 0, 0));
  material.shininess = 110.0F;
  material.luminous = true;
  return material;
}

// A small square that glows beside one that does not.
PictureCase glow() {
  return {"58",
          [](PictureRig& rig) {
            auto model = empty_model();
            add_quad(*model, {{-4, 12}, {-2, 14}}, luminous_material());
            add_quad(*model, {{2, 12}, {4, 14}}, plain_material(glm::vec3(1), glm::vec3(1)));
            rig.show(rig.add_model(model));
            rig.draw();
            EXPECT_TRUE(rig.statistics().bloom);
            // A quarter of a unit beside each.
            EXPECT_GT(rig.pixel(449 - 136, 450).red, 10) << "58, light around it";
            expect_color(rig.pixel(449 + 136, 450), clear_color, "58, none around the other", 3);
            expect_color(rig.pixel(449 + 96, 450), grey(255), "58, the other");
            rig.snapshot.options.bloom = 0.0F;
            rig.draw();
            EXPECT_FALSE(rig.statistics().bloom) << "58, nothing is kept";
            expect_color(rig.pixel(449 - 136, 450), clear_color, "58, turned off");
          },
          rig_g};
}

PictureCase no_glow() {
  return {"58_without", [](PictureRig& rig) {
            auto model = empty_model();
            add_quad(*model, {}, plain_material(glm::vec3(1), glm::vec3(1)));
            rig.show(rig.add_model(model));
            rig.draw();
            EXPECT_FALSE(rig.statistics().bloom);
          }};
}

PictureCase transparent() {
  return {"59", [](PictureRig& rig) {
            rig.snapshot.options.transparent = true;
            rig.snapshot.stage.background = rig.add_image(one_pixel(200, 100, 50));
            rig.draw();
            expect_color(rig.center(), {0, 0, 0}, "59, no background", 0);
            EXPECT_EQ(rig.alpha(32, 32), 0);
            auto model = empty_model();
            mmd::MaterialData material = plain_material(glm::vec3(0.4F), glm::vec3(0.2F));
            material.diffuse.a = 0.5F;
            add_quad(*model, {}, material);
            rig.show(rig.add_model(model));
            rig.draw();
            expect_color(rig.center(), grey(56), "59, premultiplied");
            EXPECT_NEAR(rig.alpha(32, 32), 128, 1);
            rig.snapshot.clear();
            rig.snapshot.stage.floor = rig.add_image(one_pixel(200, 100, 50));
            rig.snapshot.camera = overhead();
            rig.draw();
            expect_color(rig.center(), {200, 100, 50}, "59, the floor stays");
            EXPECT_EQ(rig.alpha(32, 32), 255);
          }};
}

// Section 3.14 on a picture of one colour, whose blur is itself.
PictureCase even_diffusion() {
  return {"3_14_even", [](PictureRig& rig) {
            rig.snapshot.options.clear_color = glm::vec3(0.2F, 0.5F, 0.8F);
            rig.snapshot.options.diffusion = true;
            rig.draw();
            // S = B = C * C: screened 2 C^2 - C^4, but not darker than C; 0.6 of the way there.
            expect_color(rig.center(), {51, 128, 214}, "even", 2);
            rig.snapshot.options.diffusion = false;
            rig.draw();
            expect_color(rig.center(), {51, 128, 204}, "turned off");
          }};
}

PictureCase diffusion_spreads() {
  return {"3_14_spreads",
          [](PictureRig& rig) {
            auto model = empty_model();
            add_quad(*model, {{-2, 11}, {2, 15}}, plain_material(glm::vec3(1), glm::vec3(1)));
            rig.show(rig.add_model(model));
            rig.snapshot.options.clear_color = glm::vec3(0.0F);
            rig.snapshot.options.diffusion = true;
            rig.draw();
            // The quad ends 64 pixels from the middle; seven taps of 1.8 pixels reach 12 further.
            expect_color(rig.center(), grey(255), "the quad");
            for (const glm::ivec2 aside : {glm::ivec2(1, 0), glm::ivec2(0, 1), glm::ivec2(-1, 0)}) {
              const glm::ivec2 near_it = glm::ivec2(449) + aside * 69;
              const glm::ivec2 away = glm::ivec2(449) + aside * 82;
              EXPECT_GT(rig.pixel(near_it.x, near_it.y).red, 15);
              EXPECT_LT(rig.pixel(near_it.x, near_it.y).red, 120);
              expect_color(rig.pixel(away.x, away.y), grey(0), "beyond the taps");
            }
          },
          rig_g};
}

}  // namespace

std::vector<PictureCase> effect_cases() {
  return {glow(), no_glow(), transparent(), even_diffusion(), diffusion_spreads()};
}

}  // namespace mmdagent::test
