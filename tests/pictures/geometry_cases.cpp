// The cases of rendering.md section 10.4: where points land, what skinning does to them, and edges.
#include "pictures/picture_cases.h"
#include "pictures/picture_measures.h"
#include "pictures/procedural_model.h"

namespace mmdagent::test {
namespace {

const mmd::MaterialData white = plain_material(glm::vec3(1), glm::vec3(1));

PictureCase turned(const char* number, const glm::vec3& rotation, const glm::vec3& marker,
                   const glm::vec2& place) {
  return {number,
          [=](PictureRig& rig) {
            rig.snapshot.camera.rotation = camera_rotation(rotation);
            rig.show(add_marker(rig, marker));
            rig.draw();
            expect_white_at(rig, place, number);
          },
          rig_g};
}

// The view of case 39's camera key; that the key gives this view is tested beside the camera.
PictureCase near_view() {
  return {"39",
          [](PictureRig& rig) {
            rig.snapshot.camera.target = {0, 10, 0};
            rig.snapshot.camera.distance = 45;
            rig.snapshot.camera.fovy = 30;
            rig.show(add_marker(rig, {5, 10, 0}));
            rig.draw();
            expect_white_at(rig, {636.1F, 449.5F}, "39");
          },
          rig_g};
}

// Two bones at (0,13,0), the second turned by 90 degrees about z; a marker 10 units to the right.
PictureCase bent(const char* number, mmd::SkinningKind kind, const glm::vec2& place) {
  return {number,
          [=](PictureRig& rig) {
            auto model = empty_model({0, 13, 0});
            model->bones.push_back(model->bones[0]);
            add_box(*model, {10, 13, 0}, 0.1F, white);
            mmd::VertexData& vertices = model->vertices;
            for (std::uint32_t i = 0; i < vertices.size(); ++i) {
              vertices.skinning[i] = kind;
              vertices.bone_indices[i] = {0, 1, 0, 0};
              vertices.bone_weights[i] = {0.5F, 0.5F, 0, 0};
              if (kind != mmd::SkinningKind::sdef) continue;
              vertices.sdef.push_back({i, {0, 13, 0}, {0, 23, 0}, {0, 3, 0}});
            }
            rig.show(rig.add_model(model));
            const glm::quat quarter = glm::angleAxis(glm::radians(90.0F), glm::vec3(0, 0, 1));
            const glm::vec3 pivot(0, 13, 0);
            rig.snapshot.bones[1] = {quarter, pivot - quarter * pivot};
            rig.draw();
            expect_white_at(rig, place, number);
          },
          rig_g};
}

struct Spot {
  int x, y;
  Color color;
};

// A box with edges of the reference's width.
PictureCase edged(const char* number, bool light_edge, float opacity,
                  const std::vector<Spot>& spots) {
  return {number,
          [=](PictureRig& rig) {
            rig.snapshot.options.edge_width = 50;
            rig.snapshot.options.light_edge = light_edge;
            auto model = empty_model();
            mmd::MaterialData material = white;
            material.edge = true;
            add_box(*model, {0, 13, 0}, 5, material);
            rig.show(rig.add_model(model)).opacity = opacity;
            rig.draw();
            for (const Spot& spot : spots) {
              expect_color(rig.pixel(spot.x, spot.y), spot.color,
                           std::string(number) + " at x " + std::to_string(spot.x));
            }
          },
          rig_g, Profiles::reference};
}

PictureCase constant_edges() {
  return {"47",
          [](PictureRig& rig) {
            rig.snapshot.options.light_edge = false;
            auto model = empty_model();
            mmd::MaterialData material = white;
            material.edge = true;
            add_box(*model, {0, 13, 0}, 5, material);
            rig.show(rig.add_model(model));
            for (const float distance : {100.0F, 50.0F}) {
              rig.snapshot.camera.distance = distance;
              rig.draw();
              EXPECT_NEAR(outline_width(rig, 450), 1.7F, 1.0F) << "47, distance " << distance;
            }
          },
          rig_g, Profiles::mmd};
}

// Drawn with edges so wide that the middle of the right one is surely all edge.
PictureCase faded_edge() {
  return {"48",
          [](PictureRig& rig) {
            rig.snapshot.options.edge_width = is_reference(rig) ? 50 : 40;
            rig.snapshot.options.light_edge = false;
            auto model = empty_model();
            mmd::MaterialData material = white;
            material.edge = true;
            add_box(*model, {0, 13, 0}, 5, material);
            rig.show(rig.add_model(model)).opacity = 0.5F;
            rig.draw();
            expect_color(rig.pixel(634, 450), {0, 0, 25}, "48");
          },
          rig_g};
}

}  // namespace

std::vector<PictureCase> geometry_cases() {
  const Color black{0, 0, 0};
  return {
      turned("34", {0, 0, 0}, {10, 13, 0}, {769.5F, 449.5F}),
      turned("35", {0, 0, 90}, {10, 13, 0}, {449.5F, 129.5F}),
      turned("36", {30, 0, 0}, {0, 23, 0}, {449.5F, 157.5F}),
      turned("37", {0, 30, 0}, {10, 13, 0}, {713.5F, 449.5F}),
      turned("38", {0, 90, 0}, {0, 13, 10}, {769.5F, 449.5F}),
      near_view(),
      bent("44_SDEF", mmd::SkinningKind::sdef, {756.0F, 143.0F}),
      bent("44_BDEF2", mmd::SkinningKind::bdef2, {609.6F, 289.4F}),
      edged("45", false, 1.0F,
            {{610, 450, grey(255)},
             {634, 450, black},
             {660, 450, clear_color},
             {640, 585, black},
             {640, 315, black}}),
      edged("46", true, 1.0F, {{640, 585, black}, {640, 315, clear_color}}),
      constant_edges(),
      faded_edge(),
  };
}

}  // namespace mmdagent::test
