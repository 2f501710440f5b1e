// Avatars of the remote connection that move models of a real scene, one frame of 1/30 s at a time.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "avatar/avatars.h"
#include "scene/model_values.h"
#include "scene/scene.h"
#include "support/recording_host.h"
#include "support/scene_run.h"

namespace test_support {

// One triangle; the given bones, one above the other by 10, and the given morphs.
inline std::string pmd_puppet(const std::vector<std::string>& bones,
                              const std::vector<std::string>& morphs) {
  ByteWriter out;
  write_pmd_header(out, "puppet");
  write_tri_vertices(out);
  out.u32(3).u16(0).u16(1).u16(2);
  out.u32(1).floats({.5F, .5F, .5F, 1, 5, 0, 0, 0, .25F, .25F, .25F});
  out.u8(0).u8(1).u32(3).zeros(20);
  out.u16(static_cast<unsigned>(bones.size()));
  for (std::size_t bone = 0; bone < bones.size(); ++bone) {
    out.field(bones[bone], 20).u16(bone == 0 ? 0xFFFF : static_cast<unsigned>(bone) - 1);
    out.u16(0xFFFF).u8(1).u16(0).floats({0, 10.0F * static_cast<float>(bone), 0});
  }
  out.u16(0);  // IK
  out.u16(static_cast<unsigned>(morphs.size()) + 1);
  out.field("base", 20).u32(1).u8(0).u32(0).floats({0, 0, 0});
  for (const std::string& morph : morphs)
    out.field(morph, 20).u32(1).u8(1).u32(0).floats({0, 1, 0});
  out.u8(0).u8(0).u32(0);
  return to_text(out.bytes());
}

using Settings = std::map<std::string, std::string, std::less<>>;

class SceneHost final : public RecordingHost {
 public:
  SceneHost(SceneRun& run, Record& record, Settings settings = {})
      : RecordingHost("Remote", record), run_(run), content_dir_(run.dir.path().string()) {
    RecordingHost::values = std::move(settings);
  }

  std::string_view content_dir() const noexcept override { return content_dir_; }

  bool post(std::string_view type, std::string_view args) noexcept override {
    run_.services.post(type, args);
    return RecordingHost::post(type, args);
  }
  std::uint64_t find_model(std::string_view alias) const noexcept override {
    return values().find(alias);
  }
  int find_bone(std::uint64_t model, std::string_view name) const noexcept override {
    return values().find_bone(model, name);
  }
  int find_morph(std::uint64_t model, std::string_view name) const noexcept override {
    return values().find_morph(model, name);
  }
  bool motion_runs(std::uint64_t model, std::string_view motion) const noexcept override {
    return values().motion_runs(model, motion);
  }
  mmdagent::ModelShapes model_shapes(std::uint64_t model) const override {
    return values().shapes(model);
  }
  bool morph_value(std::uint64_t model, int morph, float& weight) const noexcept override {
    return values().morph(model, morph, weight);
  }
  bool set_bone_value(std::uint64_t model, int bone,
                      const mmdagent::BoneValue& value) noexcept override {
    return values().set_bone(model, bone, value);
  }
  bool set_morph_value(std::uint64_t model, int morph, float weight) noexcept override {
    return values().set_morph(model, morph, weight);
  }

 private:
  mmdagent::ModelValues values() const { return mmdagent::ModelValues(run_.scene->models()); }

  SceneRun& run_;
  std::string content_dir_;
};

// A content with the puppet `M/puppet.pmd` and the given shape map; model `0` is not added yet.
class AvatarRun {
 public:
  explicit AvatarRun(std::string_view shape_map, const Settings& settings = {},
                     mmdagent::remote::OpenSource microphone = {})
      : host(run_, record_, settings), avatars(host, std::move(microphone)) {
    content_->write("M/puppet.pmd", pmd_puppet(bones, morphs));
    content_->write("M/puppet.pmd.shapemap", shape_map);
    content_->write("M/motion/03_smile.vmd", to_text(vmd_nod(0.5F)));
    avatars.subscribe();
    avatars.joined(peer);
  }

  void add_model(std::string_view alias = "0") {
    run_.send("MODEL_ADD|" + std::string(alias) + "|M/puppet.pmd");
  }

  // `__AV...` from the peer, `@n` frames, anything else a message of the content.
  void play(const std::string& line) {
    if (line.starts_with("__AV")) {
      peer->received += line.size();
      avatars.command(*peer, line);
      run_.send("");
    } else if (line.starts_with('@')) {
      advance(std::stoi(line.substr(1)));
    } else {
      const std::size_t bar = std::min(line.find('|'), line.size());
      const std::string_view type = std::string_view(line).substr(0, bar);
      const std::string_view args =
          bar < line.size() ? std::string_view(line).substr(bar + 1) : std::string_view();
      avatars.message({type, args}, true);
      run_.send(line);
    }
  }

  void advance(int frames) {
    for (int frame = 0; frame < frames; ++frame) {
      host.time += 1.0 / 30.0;
      run_.services.frames += 1.0;
      run_.scene->begin_step(1.0);
      avatars.update(1.0);
      run_.scene->end_step(1.0, 1.0);
      run_.scene->finish_steps();
      run_.send("");
    }
  }

  const TemporaryFolder& folder() const { return *content_; }

  // What was posted since the last call.
  std::vector<std::string> take() { return record_.take(); }

  float morph(std::string_view name, std::string_view model = "0") const {
    float weight = -1.0F;
    run_.scene->morph_weight(model, name, weight);
    return weight;
  }
  mmdagent::BonePose bone(std::string_view name) const { return run_.bone("0", name); }

  static inline const std::vector<std::string> bones = {"center", "body", "neck", "head", "eye"};
  static inline const std::vector<std::string> morphs = {"a", "i", "u", "o", "smile", "blink"};

 private:
  std::shared_ptr<const TemporaryFolder> content_ = scene_content();
  SceneRun run_{Loading::instant, {}, content_};
  Record record_;

 public:
  SceneHost host;
  mmdagent::remote::Avatars avatars;
  std::shared_ptr<mmdagent::remote::PeerAvatar> peer =
      std::make_shared<mmdagent::remote::PeerAvatar>(host);
};

}  // namespace test_support
