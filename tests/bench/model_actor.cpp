#include "model_actor.h"

#include <algorithm>
#include <utility>

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> images_in(const fs::path& folder) {
  std::vector<fs::path> images;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".png") images.push_back(entry.path());
  std::ranges::sort(images);
  return images;
}

}  // namespace

BenchContent find_bench_content(const fs::path& source_folder) {
  const fs::path gene = source_folder.parent_path() / "shared/content/gene";
  if (fs::exists(gene / "Gene_light.pmx"))
    return {"Gene_light under 02_laugh", gene / "Gene_light.pmx", gene / "Gene_light.pmd",
            gene / "motion/02_laugh.vmd", images_in(gene / "light")};
  const fs::path sample = source_folder / "Resource/Sample";
  return {"the sample under walk", sample / "sample.pmx", sample / "sample.pmd",
          sample / "walk.vmd", images_in(sample)};
}

BenchModel::BenchModel(mmd::ModelData data)
    : model(std::make_shared<const mmd::Model>(std::move(data))),
      geometry(mmd::prepare_skin_geometry({model, &model->data()})) {}

Actor::Actor(const BenchModel& model, std::shared_ptr<const mmd::Motion> motion,
             std::shared_ptr<mmd::PhysicsWorld> world)
    : model_(model),
      world_(std::move(world)),
      instance_(model.model),
      transforms_(std::max<std::size_t>(1, model.model->data().bones.size())),
      matrices_(transforms_.size()),
      deltas_(model.geometry),
      posed_((model.model->data().vertices.size() + 1) / 2) {
  events_.reserve(16);
  if (world_) world_->attach(instance_);
  mmd::MotionOptions options;
  options.loop = true;
  instance_.add_motion("motion", std::move(motion), options);
}

void Actor::step_motion() {
  events_.clear();
  instance_.begin_step(step_frames, events_);
  instance_.end_step();
}

void Actor::finish() {
  instance_.finish_frame();
  const mmd::MorphState& morphs = instance_.morph_state();
  if (morphs.vertex_revision() == morph_revision_) return;
  morph_revision_ = morphs.vertex_revision();
  mmd::MorphJob{&model_.geometry, morphs.effective_weights(), &deltas_}.run();
}

void Actor::skin() {
  mmd::fill_skin_transforms(model_.model->rig(), instance_.pose(), transforms_);
  mmd::expand_bones(transforms_, matrices_);
  mmd::SkinningJob{&model_.geometry,
                   transforms_,
                   matrices_,
                   &deltas_,
                   {posed_.data()->vertices, model_.model->data().vertices.size()}}
      .run();
}
