// Motion capture: what models show, frame by frame, saved as VMD (messages-core.md section 12.3).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mmdagent {

class Models;
class SceneServices;
struct SceneModel;

// Agent thread only; files are written on the loader threads.
class Captures {
 public:
  explicit Captures(SceneServices& services);
  ~Captures();

  // `file` is an absolute path. False: this model is being captured already.
  bool start(const SceneModel& model, std::string file, std::uint32_t most_frames);
  // Saves what there is and logs the result; without a capture that is no error.
  void stop(const SceneModel& model);
  // Once per displayed frame that took `frames` of 1/30 s, with the poses of its end. A capture
  // that is full is saved, and one whose model got another file.
  void step(const Models& models, double frames);
  // Saves it.
  void model_removed(const SceneModel& model);

 private:
  struct Capture;
  void save(std::size_t index, std::string text);

  SceneServices& services_;
  std::vector<std::unique_ptr<Capture>> captures_;
};

}  // namespace mmdagent
