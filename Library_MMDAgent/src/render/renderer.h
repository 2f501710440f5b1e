// Draws snapshots with GL 3.3 core. Owns every GL object but the context; knows nothing of the
// scene's logic. Render thread, context current, from create to destruction.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "render/bloom_pass.h"
#include "render/debug_pass.h"
#include "render/diffusion_pass.h"
#include "render/doppel_pass.h"
#include "render/edge_pass.h"
#include "render/frame_timer.h"
#include "render/ground_shadow_pass.h"
#include "render/image_pass.h"
#include "render/posing.h"
#include "render/resource_store.h"
#include "render/scene_target.h"
#include "render/shadow_map_pass.h"
#include "render/stage_pass.h"
#include "render/stream_buffer.h"
#include "render/text_pass.h"

namespace mmdagent {

struct RendererSettings {
  SkinningWay skinning = SkinningWay::automatic;
  bool core_only = false;  // nothing that GL 3.3 lacks
};

struct RenderStatistics {
  DrawCounts counts;
  double cpu_milliseconds = 0.0;  // the last picture, without presenting it
  double gpu_milliseconds = 0.0;  // some pictures earlier; both only while Snapshot::statistics
  int samples = 0;
  std::size_t models = 0, images = 0, instances = 0;
  bool bloom = false;  // something glows
};

class Renderer {
 public:
  // nullptr: `error` tells why.
  static std::unique_ptr<Renderer> create(const RendererSettings& settings, std::string& error);
  ~Renderer();

  // One request that is no matter of files; a line if it could not be done.
  std::optional<std::string> apply(const ResourceRequest& request);

  // Draws into a picture of that size, off screen. false: GL fails, `error` tells why.
  bool draw(const Snapshot& snapshot, glm::ivec2 size, std::string& error);
  // A line about something that was left out of the picture, once.
  std::optional<std::string> take_notice();
  // Puts the picture into framebuffer 0.
  void copy_to_window(glm::ivec2 window_size) const { target_.copy_to_window(window_size); }
  // The picture: RGBA, rows from the top; premultiplied if it is transparent.
  void read(Image& image) const;

  const GlFeatures& features() const { return features_; }
  SkinningWay skinning() const { return pose_filler_->way(); }
  // Why that is not the wanted way; empty if it is.
  const std::string& skinning_warning() const { return skinning_warning_; }
  const RenderStatistics& statistics() const { return statistics_; }

 private:
  explicit Renderer(bool core_only);
  Sampling sampling(glm::ivec2 size) const;
  bool prepare_models(Frame& frame);
  void sort_models(Frame& frame) const;
  void prepare_materials(const Frame& frame, const FrameModel& model);
  void upload_block(Frame& frame);
  void draw_scene(Frame& frame);
  const ImageTexture* stage_image(ResourceId id, std::uint32_t frame, AnimatedTexture& moving);
  void draw_dark(Frame& frame, const ImageTexture* floor, const ImageTexture* background);

  GlFeatures features_;
  bool transparent_ = false;  // the picture
  ShadingProfile profile_ = ShadingProfile::mmd;
  std::unique_ptr<StagePass> stage_pass_;
  std::unique_ptr<ShadowMapPass> shadow_map_pass_;
  std::unique_ptr<GroundShadowPass> ground_shadow_pass_;
  std::unique_ptr<DoppelPass> doppel_pass_;
  std::unique_ptr<BloomPass> bloom_pass_;
  std::unique_ptr<DiffusionPass> diffusion_pass_;
  std::unique_ptr<EdgePass> edge_pass_;
  std::unique_ptr<DebugPass> debug_pass_;
  std::unique_ptr<ImagePass> image_pass_;
  std::unique_ptr<TextPass> text_pass_;
  std::string skinning_warning_;
  std::unique_ptr<PoseFiller> pose_filler_;
  std::unique_ptr<ResourceStore> store_;
  std::unique_ptr<Samplers> samplers_;
  AnimatedTexture floor_, background_;
  ModelPrograms model_programs_;
  ModelRuns model_runs_;
  SceneTarget target_;
  DrawState state_{features_.software};
  FrameTimer timer_;
  FrameFences fences_;
  gl::Buffer frame_block_;
  FrameBlock stored_block_;
  bool block_stored_ = false;
  std::vector<FrameModel> models_;  // kept for its memory
  bool misfit_noted_ = false;
  std::optional<std::string> notice_;
  RenderStatistics statistics_;
};

}  // namespace mmdagent
