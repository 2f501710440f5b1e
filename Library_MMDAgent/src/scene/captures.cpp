#include "scene/captures.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "MMDFiles/load_error.h"
#include "MMDFiles/model.h"
#include "MMDFiles/motion_capture.h"
#include "MMDFiles/motion_recorder.h"
#include "MMDFiles/writers.h"
#include "scene/models.h"
#include "scene/services.h"

namespace mmdagent {
namespace {

std::vector<std::string> names_of(const auto& items) {
  std::vector<std::string> names;
  for (const auto& item : items) names.push_back(item.name);
  return names;
}

// Writes one motion and says how that went.
class SaveMotion final : public LoadJob {
 public:
  SaveMotion(SceneServices& services, mmd::MotionData motion, std::string file, std::string text)
      : services_(services),
        motion_(std::move(motion)),
        file_(std::move(file)),
        text_(std::move(text)) {}

  void run() override {
    try {
      mmd::write_motion_file(motion_, file_);
    } catch (const mmd::LoadError& error) {
      problem_ = error.what();
    }
  }

  void finish() override {
    if (problem_.empty()) {
      services_.log(Level::status, text_);
      return;
    }
    services_.log(Level::error,
                  "stopMotionCapture: error occured at file operation, failed to save captured "
                  "motions to file. (" +
                      problem_ + ")");
  }

 private:
  SceneServices& services_;
  mmd::MotionData motion_;
  std::string file_;
  std::string text_;
  std::string problem_;
};

std::string saved(const std::string& alias) {
  return "stopMotionCapture: done saving motion of \"" + alias + "\" to file.";
}

}  // namespace

struct Captures::Capture {
  Capture(const SceneModel& captured, std::string path, std::uint32_t most_frames)
      : id(captured.id),
        alias(captured.alias),
        model(captured.instance->shared_model()),
        file(std::move(path)),
        recorder(model->data().name, names_of(model->data().bones), names_of(model->data().morphs),
                 most_frames),
        bones(model->rig().size()) {}

  // False when there is no space for them.
  bool add(const mmd::ModelInstance& instance, double frames) {
    passed += frames;
    mmd::capture_bones(*model, instance.pose(), bones);
    while (recorder.frames() <= passed) {
      if (!recorder.add(bones, instance.pose().weights)) return false;
    }
    return true;
  }

  std::uint64_t id;
  std::string alias;
  std::shared_ptr<const mmd::Model> model;
  std::string file;
  mmd::MotionRecorder recorder;
  std::vector<mmd::RecordedBone> bones;
  double passed = 0.0;  // frames since the first
  bool begun = false;
};

Captures::Captures(SceneServices& services) : services_(services) {}
Captures::~Captures() = default;

bool Captures::start(const SceneModel& model, std::string file, std::uint32_t most_frames) {
  if (std::ranges::any_of(captures_, [&](const auto& known) { return known->id == model.id; })) {
    return false;
  }
  captures_.push_back(std::make_unique<Capture>(model, std::move(file), most_frames));
  return true;
}

void Captures::stop(const SceneModel& model) {
  const auto found =
      std::ranges::find_if(captures_, [&](const auto& known) { return known->id == model.id; });
  if (found == captures_.end()) {
    services_.log(Level::status, saved(model.alias));
    return;
  }
  save(static_cast<std::size_t>(found - captures_.begin()), saved(model.alias));
}

void Captures::step(const Models& models, double frames) {
  for (std::size_t i = captures_.size(); i-- > 0;) {
    Capture& capture = *captures_[i];
    const SceneModel* model = models.find(capture.id);
    if (model == nullptr) continue;
    if (model->instance->shared_model() != capture.model) {
      save(i, saved(capture.alias));
    } else if (!capture.add(*model->instance, std::exchange(capture.begun, true) ? frames : 0.0)) {
      save(i, "motion capture length reaches limit, saved to file.");
    }
  }
}

void Captures::model_removed(const SceneModel& model) {
  for (std::size_t i = captures_.size(); i-- > 0;) {
    if (captures_[i]->id == model.id) save(i, saved(model.alias));
  }
}

void Captures::save(std::size_t index, std::string text) {
  Capture& capture = *captures_[index];
  auto job = std::make_unique<SaveMotion>(services_, capture.recorder.take(),
                                          std::move(capture.file), std::move(text));
  captures_.erase(captures_.begin() + static_cast<std::ptrdiff_t>(index));
  services_.load(std::move(job));
}

}  // namespace mmdagent
