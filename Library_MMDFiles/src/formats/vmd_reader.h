// Reads one VMD file, section after section in file order.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "MMDFiles/motion_data.h"
#include "formats/byte_reader.h"

namespace mmd {

class VmdReader {
 public:
  VmdReader(std::span<const std::byte> bytes, std::string_view path) : in_(bytes, path) {}

  // Once only.
  MotionData read();

 private:
  struct BoneKey {
    std::uint32_t frame;
    glm::vec3 translation;
    glm::quat rotation;
    BoneCurves curves;
  };
  struct MorphKey {
    std::uint32_t frame;
    float weight;
  };
  struct CameraKey {
    std::uint32_t frame;
    float distance;
    glm::vec3 look_at;
    glm::vec3 angles;
    float view_angle;
    bool perspective;
    CameraCurves curves;
  };
  // Tracks by name, in order of first appearance.
  template <typename Key>
  struct KeyGroups {
    std::vector<std::string> names;
    std::vector<std::vector<Key>> keys;
    std::unordered_map<std::string, std::size_t> index_of;
  };

  void read_header();
  void read_bones();
  BoneKey read_bone_key(bool& usable);
  void read_morphs();
  void read_cameras();
  CameraKey read_camera_key(bool& usable);
  void read_lights();
  void read_self_shadows();
  void read_switches();

  // False at a clean end of the file; otherwise reads and checks the count of the section.
  bool begin_section(std::string_view section, std::uint64_t limit, std::uint64_t record_bytes,
                     std::size_t& count);
  // Some writers left one record behind a count of 0.
  void skip_stray_record(std::uint64_t record_bytes);
  std::uint32_t read_frame();
  std::string read_name(std::size_t bytes);
  template <typename Key>
  std::vector<Key>& group_for(KeyGroups<Key>& groups, const std::string& name);
  void measure();

  ByteReader in_;
  MotionData motion_;
};

}  // namespace mmd
