// Writes a VPD as MikuMikuDance does: CP932, CRLF, six digits after the point or more where a
// float needs them.
#include <charconv>

#include "MMDFiles/text.h"
#include "MMDFiles/writers.h"
#include "formats/byte_writer.h"
#include "formats/space.h"

namespace mmd {
namespace {

std::string_view plain_name(std::string_view name) {
  return name.substr(0, name.find_first_of(";,{}\r\n"));
}

class PoseText {
 public:
  void name(std::string_view text) { raw(encode_cp932(plain_name(text)).text); }
  void raw(std::string_view text) { out_.raw(text); }
  void line(std::string_view text) {
    raw(text);
    raw("\r\n");
  }
  void number(float value) {
    char text[64];
    // Six digits are what other writers give; where they lose something, all that the float has.
    auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, 6).ptr;
    float again = 0.0F;
    std::from_chars(text, end, again);
    if (again != value) {
      end = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed).ptr;
    }
    raw({text, static_cast<std::size_t>(end - text)});
  }
  void numbers(std::initializer_list<float> values) {
    std::string_view before = "  ";
    for (const float value : values) {
      raw(before);
      number(value);
      before = ",";
    }
    line(";");
  }
  std::vector<std::byte> take() { return out_.take(); }

 private:
  ByteWriter out_;
};

}  // namespace

std::vector<std::byte> write_vpd(const MotionData& pose) {
  PoseText out;
  out.line("Vocaloid Pose Data file");
  out.line("");
  out.name(pose.model_name);
  out.line(";");
  out.line(std::to_string(pose.bone_tracks.size()) + ";");
  for (std::size_t i = 0; i < pose.bone_tracks.size(); ++i) {
    const BoneTrack& track = pose.bone_tracks[i];
    const glm::vec3 translation = to_runtime(track.translations.front());
    const glm::quat rotation = to_runtime(track.rotations.front());
    out.line("");
    out.raw("Bone" + std::to_string(i) + "{");
    out.name(track.name);
    out.line("");
    out.numbers({translation.x, translation.y, translation.z});
    out.numbers({rotation.x, rotation.y, rotation.z, rotation.w});
    out.line("}");
  }
  for (std::size_t i = 0; i < pose.morph_tracks.size(); ++i) {
    const MorphTrack& track = pose.morph_tracks[i];
    out.line("");
    out.raw("Morph" + std::to_string(i) + "{");
    out.name(track.name);
    out.line("");
    out.numbers({track.weights.front()});
    out.line("}");
  }
  return out.take();
}

}  // namespace mmd
