#include "pictures/picture_rig.h"

#include <cstdlib>

namespace mmdagent::test {

PictureRig::PictureRig(glm::ivec2 size, RendererSettings settings) {
  // The whole program a second time, without anything that GL 3.3 lacks.
  if (std::getenv("MMDAGENT_GL_CORE_ONLY") != nullptr) settings.core_only = true;
  snapshot.options.samples = 0;
  std::string error;
  surface_ = EglSurface::create(size, error);
  if (surface_ != nullptr && surface_->make_current(error))
    renderer_ = Renderer::create(settings, error);
  if (renderer_ == nullptr) {
    ADD_FAILURE() << "no off-screen GL: " << error;
    std::abort();
  }
}

PictureRig::~PictureRig() {
  renderer_.reset();
  surface_->release_current();
}

ResourceId PictureRig::add_model(std::shared_ptr<const mmd::ModelData> data) {
  const ResourceId id = next_id_++;
  models_.resize(id + 1);
  models_[id] = data;
  apply(CreateModel{id, std::move(data)});
  return id;
}

ResourceId PictureRig::add_image(Image image) {
  const ResourceId id = next_id_++;
  apply(CreateImage{id, std::make_shared<const Image>(std::move(image))});
  return id;
}

void PictureRig::set_texture(ResourceId model, int texture, Image image) {
  const ResourceId id = add_image(std::move(image));
  apply(SetModelTexture{model, static_cast<std::uint32_t>(texture), id});
}

void PictureRig::apply(const ResourceRequest& request) {
  const auto error = renderer_->apply(request);
  EXPECT_FALSE(error.has_value()) << *error;
}

DrawnModel& PictureRig::show(ResourceId model) { return show_at(model, {}); }

DrawnModel& PictureRig::show_at(ResourceId model, const glm::vec3& offset) {
  DrawnModel drawn;
  drawn.instance = snapshot.models.size() + 1;
  drawn.model = model;
  drawn.bones = {static_cast<std::uint32_t>(snapshot.bones.size()),
                 static_cast<std::uint32_t>(models_[model]->bones.size())};
  snapshot.bones.resize(snapshot.bones.size() + drawn.bones.count, BoneTransform{{}, offset});
  for (std::size_t i = drawn.bones.first; i < snapshot.bones.size(); ++i) {
    snapshot.bones[i].rotation = glm::quat(1, 0, 0, 0);
  }
  snapshot.models.push_back(drawn);
  return snapshot.models.back();
}

void PictureRig::draw_only() {
  ++snapshot.frame;
  std::string error;
  ASSERT_TRUE(renderer_->draw(snapshot, surface_->size(), error)) << error;
}

void PictureRig::draw() {
  draw_only();
  renderer_->read(picture_);
}

Color PictureRig::pixel(int x, int y) const {
  const std::size_t at = (static_cast<std::size_t>(y) * picture_.width + x) * 4;
  return {picture_.rgba[at], picture_.rgba[at + 1], picture_.rgba[at + 2]};
}

int PictureRig::alpha(int x, int y) const {
  return picture_.rgba[(static_cast<std::size_t>(y) * picture_.width + x) * 4 + 3];
}

void expect_color(const Color& got, const Color& expected, const std::string& what, int tolerance) {
  EXPECT_NEAR(got.red, expected.red, tolerance) << what;
  EXPECT_NEAR(got.green, expected.green, tolerance) << what;
  EXPECT_NEAR(got.blue, expected.blue, tolerance) << what;
}

}  // namespace mmdagent::test
