#include "render/renderer.h"

#include <epoxy/gl.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "render/frame_setup.h"
#include "render/material_blocks.h"
#include "render/model_pass.h"

namespace mmdagent {
namespace {

constexpr float most_anisotropy = 8.0F;
constexpr int default_samples = 4;

std::string gl_text(GLenum name) {
  const auto* const text = reinterpret_cast<const char*>(glGetString(name));
  return text == nullptr ? std::string() : std::string(text);
}

std::span<const BoneTransform> bones_of(const Snapshot& snapshot, const DrawnModel& model) {
  return std::span(snapshot.bones).subspan(model.bones.first, model.bones.count);
}

// A range that lies outside its array, or fits the model badly, is a defect of the sender.
bool fits(const Range& range, std::size_t available) {
  return range.first <= available && range.count <= available - range.first;
}

bool well_formed(const Snapshot& snapshot, const DrawnModel& model, const mmd::ModelData& data) {
  return fits(model.bones, snapshot.bones.size()) && model.bones.count == data.bones.size() &&
         fits(model.morphs, snapshot.morph_weights.size()) &&
         (model.morphs.count == 0 || model.morphs.count == data.morphs.size()) &&
         fits(model.materials, snapshot.materials.size()) &&
         fits(model.frames, snapshot.texture_frames.size()) &&
         (model.materials.count == 0 || model.materials.count == data.materials.size());
}

float depth_of(const Frame& frame, const FrameModel& model) {
  const mmd::ModelData& data = model.instance->resource().data();
  if (data.center_bone < 0) return frame.block.view[3].z;
  const auto index = static_cast<std::size_t>(data.center_bone);
  const BoneTransform& bone = bones_of(frame.snapshot, *model.drawn)[index];
  const glm::vec3 center = bone.rotation * data.bones[index].origin + bone.translation;
  return (frame.block.view * glm::vec4(center, 1.0F)).z;
}

}  // namespace

Renderer::Renderer(bool core_only) : features_(find_gl_features(core_only)) {}
Renderer::~Renderer() = default;

std::unique_ptr<Renderer> Renderer::create(const RendererSettings& settings, std::string& error) {
  if (epoxy_gl_version() < 33) {
    error = "OpenGL 3.3 is needed, found " + gl_text(GL_VERSION);
    return nullptr;
  }
  std::unique_ptr<Renderer> renderer(new Renderer(settings.core_only));
  const GlFeatures& features = renderer->features_;
  renderer->pose_filler_ =
      choose_pose_filler(settings.skinning, features, renderer->skinning_warning_);
  renderer->store_ = std::make_unique<ResourceStore>(*renderer->pose_filler_);
  const float anisotropy = features.software ? 1.0F : features.anisotropy;
  const MipmapSteps steps = features.software ? MipmapSteps::hard : MipmapSteps::blended;
  renderer->samplers_ = std::make_unique<Samplers>(std::min(anisotropy, most_anisotropy), steps);
  renderer->frame_block_ = gl::make_buffer();
  renderer->stage_pass_ = StagePass::create(error);
  renderer->shadow_map_pass_ = ShadowMapPass::create(error);
  renderer->ground_shadow_pass_ = GroundShadowPass::create(error);
  renderer->doppel_pass_ = DoppelPass::create(error);
  renderer->bloom_pass_ = BloomPass::create(error);
  renderer->diffusion_pass_ = DiffusionPass::create(error);
  renderer->edge_pass_ = EdgePass::create(error);
  renderer->debug_pass_ = DebugPass::create(error);
  renderer->image_pass_ = ImagePass::create(error);
  renderer->text_pass_ = TextPass::create(error);
  const bool complete = renderer->stage_pass_ && renderer->shadow_map_pass_ &&
                        renderer->ground_shadow_pass_ && renderer->doppel_pass_ &&
                        renderer->edge_pass_ && renderer->bloom_pass_ &&
                        renderer->diffusion_pass_ && renderer->debug_pass_ &&
                        renderer->image_pass_ && renderer->text_pass_;
  return complete ? std::move(renderer) : nullptr;
}

std::optional<std::string> Renderer::apply(const ResourceRequest& request) {
  state_.forget_textures();
  if (const auto* model = std::get_if<CreateModel>(&request)) return store_->create(*model);
  if (const auto* image = std::get_if<CreateImage>(&request)) {
    return store_->create(*image, profile_ == ShadingProfile::mmd);
  }
  if (const auto* texture = std::get_if<SetModelTexture>(&request)) store_->set(*texture);
  if (const auto* toon = std::get_if<SetModelToon>(&request)) store_->set(*toon);
  if (const auto* freed = std::get_if<FreeResource>(&request)) store_->free(*freed);
  if (const auto* font = std::get_if<AddFont>(&request)) return text_pass_->add_font(*font);
  return std::nullopt;
}

bool Renderer::draw(const Snapshot& snapshot, glm::ivec2 size, std::string& error) {
  const auto started = std::chrono::steady_clock::now();
  profile_ = snapshot.options.profile;
  transparent_ = snapshot.options.transparent;
  const int samples =
      std::min(snapshot.options.samples.value_or(features_.software ? 0 : default_samples),
               features_.samples);
  if (!target_.fits(size, samples)) state_.forget_textures();
  if (auto failure = target_.prepare(size, samples, sampling(size))) {
    error = std::move(*failure);
    return false;
  }
  fences_.begin();
  if (snapshot.statistics) timer_.begin();
  state_.begin();
  models_.clear();
  Frame frame{snapshot,
              state_,
              model_programs_,
              model_runs_,
              *samplers_,
              size,
              frame_block(snapshot, size),
              std::move(models_)};
  frame.most_texels = features_.texels;
  if (prepare_models(frame)) {
    shadow_map_pass_->prepare(frame);
    upload_block(frame);
    shadow_map_pass_->draw(frame);
    draw_scene(frame);
    text_pass_->prepare(frame);
    text_pass_->draw_boards(frame, *store_);
    target_.resolve();
    state_.view(size);
    text_pass_->draw_under(frame, *store_);
    image_pass_->draw(frame, *store_);
    text_pass_->draw_texts(frame);
    text_pass_->draw_over(frame, *store_);
    diffusion_pass_->draw(frame, target_);
  }
  timer_.end();
  fences_.end();
  models_ = std::move(frame.models);
  const std::chrono::duration<double, std::milli> spent =
      std::chrono::steady_clock::now() - started;
  statistics_ = {state_.counts(),          spent.count(),           timer_.milliseconds(),
                 target_.samples(),        store_->model_count(),   store_->image_count(),
                 store_->instance_count(), bloom_pass_->allocated()};
  error = std::move(frame.error);
  return error.empty();
}

// Software goes over every sample of a small triangle at more cost than over a pixel.
Sampling Renderer::sampling(glm::ivec2 size) const {
  const bool fits = 2 * std::max(size.x, size.y) <= features_.texels;
  return features_.software && fits ? Sampling::supersampled : Sampling::multisampled;
}

bool Renderer::prepare_models(Frame& frame) {
  const Snapshot& snapshot = frame.snapshot;
  // Feedback draws points, if none that are seen.
  if (pose_filler_->way() == SkinningWay::feedback) target_.bind();
  for (const DrawnModel& drawn : snapshot.models) {
    ModelInstance* const instance = store_->instance(drawn.instance, drawn.model);
    if (instance == nullptr) continue;
    const mmd::ModelData& data = instance->resource().data();
    if (!well_formed(snapshot, drawn, data)) {
      if (!misfit_noted_) notice_ = "a model is not drawn, its pose does not fit it: " + data.name;
      misfit_noted_ = true;
      continue;
    }
    const auto weights =
        std::span(snapshot.morph_weights).subspan(drawn.morphs.first, drawn.morphs.count);
    if (instance->change_pose(bones_of(snapshot, drawn), weights)) {
      ++state_.counts().posed_models;
      if (!pose_filler_->fill(*instance, state_)) {
        frame.error = "the graphics driver gives no memory for a posed model";
        return false;
      }
    }
    instance->show_frames(
        std::span(snapshot.texture_frames).subspan(drawn.frames.first, drawn.frames.count),
        !is_reference(frame), state_);
    frame.models.push_back({&drawn, instance, 0.0F});
    frame.models.back().depth = depth_of(frame, frame.models.back());
    prepare_materials(frame, frame.models.back());
  }
  store_->drop_unused_instances();
  sort_models(frame);
  return true;
}

void Renderer::sort_models(Frame& frame) const {
  const auto before = [](const FrameModel& a, const FrameModel& b) {
    if (a.drawn->role != b.drawn->role) return a.drawn->role < b.drawn->role;
    return a.drawn->role == DrawRole::free && a.depth < b.depth;
  };
  // Insertion sort: stable, without memory of its own, and the order rarely changes.
  auto& models = frame.models;
  for (std::size_t i = 1; i < models.size(); ++i) {
    for (std::size_t k = i; k > 0 && before(models[k], models[k - 1]); --k) {
      std::swap(models[k], models[k - 1]);
    }
  }
}

void Renderer::prepare_materials(const Frame& frame, const FrameModel& model) {
  const Snapshot& snapshot = frame.snapshot;
  const DrawnModel& drawn = *model.drawn;
  const auto& materials = model.instance->resource().data().materials;
  const MaterialContext context{snapshot.options,
                                snapshot.light.intensity,
                                drawn.opacity,
                                drawn_as_toon(frame, drawn),
                                drawn.toon,
                                drawn.selected,
                                static_cast<float>(frame.size.y)};
  const auto blocks = model.instance->materials();
  for (std::size_t i = 0; i < materials.size(); ++i) {
    const bool morphed = drawn.materials.count > 0;
    blocks[i] = material_block(
        morphed ? snapshot.materials[drawn.materials.first + i] : rest_state(materials[i]),
        context);
    const GpuModel& resource = model.instance->resource();
    blocks[i].extras.y = glow_strength(materials[i]);
    blocks[i].extras.z = static_cast<float>(resource.toon_layer(materials[i]));
    blocks[i].extras.w = static_cast<float>(resource.dark_toon_layer(materials[i]));
  }
  model.instance->store_materials(state_.counts());
}

void Renderer::upload_block(Frame& frame) {
  if (block_stored_ && frame.block == stored_block_) return;
  glBindBufferBase(GL_UNIFORM_BUFFER, frame_block_binding, frame_block_.name());
  glBufferData(GL_UNIFORM_BUFFER, sizeof(FrameBlock), &frame.block, GL_STREAM_DRAW);
  state_.counts().uploaded_bytes += sizeof(FrameBlock);
  stored_block_ = frame.block;
  block_stored_ = true;
}

// What a texture of its own shows while the image moves.
const ImageTexture* Renderer::stage_image(ResourceId id, std::uint32_t frame,
                                          AnimatedTexture& moving) {
  const ImageTexture* const image = store_->image(id);
  if (image == nullptr || image->animation == nullptr) {
    moving = {};
    return image;
  }
  const bool mipmaps = profile_ == ShadingProfile::mmd;
  return moving.show(*image, frame, mipmaps, state_) ? &moving.image() : image;
}

void Renderer::draw_scene(Frame& frame) {
  target_.bind();
  state_.view(target_.drawn_size());
  const RenderOptions& options = frame.snapshot.options;
  const glm::vec4 clear =
      options.transparent ? glm::vec4(0.0F) : glm::vec4(options.clear_color, 1.0F);
  state_.clear_to(clear);
  glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT | GL_STENCIL_BUFFER_BIT);
  const Stage& stage = frame.snapshot.stage;
  const ImageTexture* const floor = stage_image(stage.floor, stage.floor_frame, floor_);
  const ImageTexture* const background = stage_image(
      options.transparent ? no_resource : stage.background, stage.background_frame, background_);
  stage_pass_->draw(frame, floor, background);
  begin_models(frame);
  const bool wire = options.wire;
  if (wire) glPolygonMode(GL_FRONT_AND_BACK, GL_LINE);
  auto model = frame.models.begin();
  for (; model != frame.models.end() && model->drawn->role == DrawRole::stage; ++model) {
    draw_model(frame, *model);
  }
  if (wire) glPolygonMode(GL_FRONT_AND_BACK, GL_FILL);
  ground_shadow_pass_->draw(frame, *stage_pass_, floor);
  doppel_pass_->draw(frame);
  if (wire) glPolygonMode(GL_FRONT_AND_BACK, GL_LINE);
  begin_models(frame);
  for (; model != frame.models.end(); ++model) {
    draw_model(frame, *model);
    if (!wire) edge_pass_->draw(frame, *model);
  }
  if (wire) glPolygonMode(GL_FRONT_AND_BACK, GL_FILL);
  if (!wire && frame.shadow_mapped && is_reference(frame)) draw_dark(frame, floor, background);
  debug_pass_->draw(frame);
  bloom_pass_->draw(frame);
  if (!bloom_pass_->allocated()) return;
  target_.bind();
  state_.view(target_.drawn_size());
  bloom_pass_->add(frame);
}

// Everything once more where the shadow map is dark, over the lit picture (section 3.10).
void Renderer::draw_dark(Frame& frame, const ImageTexture* floor, const ImageTexture* background) {
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_FALSE);
  stage_pass_->draw_dark(frame, floor, background);
  begin_models(frame);
  for (const FrameModel& model : frame.models) {
    // A toon stage model shows no shadow in the reference.
    if (model.drawn->role == DrawRole::stage && model.drawn->toon) continue;
    draw_model(frame, model, ModelLook::dark);
  }
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
}

std::optional<std::string> Renderer::take_notice() { return std::exchange(notice_, std::nullopt); }

void Renderer::read(Image& image) const {
  image.width = target_.size().x;
  image.height = target_.size().y;
  image.transparent = transparent_;
  target_.read(image.rgba);
}

}  // namespace mmdagent
