#include <fmt/ostream.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <ostream>
#include <string_view>

#include "MMDFiles/load_error.h"
#include "MMDFiles/paths.h"
#include "MMDFiles/readers.h"
#include "tools/commands.h"
#include "tools/file_kind.h"
#include "tools/info.h"

namespace mmdtool {
namespace {

std::string_view kind_name(mmd::ModelKind kind) {
  constexpr std::array<std::string_view, 3> names = {"pmd", "pmd with csv", "pmx"};
  return names[static_cast<std::size_t>(kind)];
}

std::string_view morph_kind_name(mmd::MorphKind kind) {
  constexpr std::array<std::string_view, 11> names = {
      "group", "vertex", "bone", "uv", "uv1", "uv2", "uv3", "uv4", "material", "flip", "impulse"};
  return names[static_cast<std::size_t>(kind)];
}

Json vector_json(const glm::vec3& v) { return {v.x, v.y, v.z}; }

struct Bounds {
  glm::vec3 low{0.0F};
  glm::vec3 high{0.0F};
};

Bounds bounds_of(const std::vector<glm::vec3>& points) {
  if (points.empty()) return {};
  Bounds bounds{points.front(), points.front()};
  for (const glm::vec3& point : points) {
    bounds.low = glm::min(bounds.low, point);
    bounds.high = glm::max(bounds.high, point);
  }
  return bounds;
}

Json bones_json(const mmd::ModelData& model) {
  Json bones = Json::array();
  for (const mmd::BoneData& bone : model.bones) {
    Json entry = {{"name", bone.name}, {"parent", bone.parent}, {"pos", vector_json(bone.origin)}};
    if (bone.deform_layer != 0) entry["layer"] = bone.deform_layer;
    if (bone.after_physics) entry["afterPhysics"] = true;
    if (bone.append.source >= 0)
      entry["append"] = {{"source", bone.append.source}, {"ratio", bone.append.ratio}};
    bones.push_back(entry);
  }
  return bones;
}

Json model_json(const mmd::ModelData& model) {
  const Bounds bounds = bounds_of(model.vertices.positions);
  Json json = {{"kind", kind_name(model.kind)},
               {"name", model.name},
               {"vertices", model.vertices.size()},
               {"triangles", model.indices.size() / 3},
               {"bounds", {vector_json(bounds.low), vector_json(bounds.high)}}};
  json["bones"] = bones_json(model);
  json["ikChains"] = model.ik_chains.size();
  json["morphs"] = Json::array();
  for (const mmd::MorphData& morph : model.morphs)
    json["morphs"].push_back({{"name", morph.name}, {"kind", morph_kind_name(morph.kind)}});
  json["materials"] = Json::array();
  for (const mmd::MaterialData& material : model.materials) {
    Json entry = {{"name", material.name}, {"triangles", material.index_count / 3}};
    if (material.texture >= 0)
      entry["texture"] = model.textures[static_cast<std::size_t>(material.texture)];
    json["materials"].push_back(entry);
  }
  json["rigidBodies"] = model.rigid_bodies.size();
  json["joints"] = model.joints.size();
  json["warnings"] = model.warnings;
  return json;
}

Json motion_json(const mmd::MotionData& motion, std::string_view kind) {
  Json json = {{"kind", kind}, {"name", motion.model_name}, {"frames", motion.length}};
  json["boneTracks"] = Json::array();
  for (const mmd::BoneTrack& track : motion.bone_tracks)
    json["boneTracks"].push_back({{"name", track.name}, {"keys", track.frames.size()}});
  json["morphTracks"] = Json::array();
  for (const mmd::MorphTrack& track : motion.morph_tracks)
    json["morphTracks"].push_back({{"name", track.name}, {"keys", track.frames.size()}});
  json["cameraKeys"] = motion.camera.frames.size();
  json["cameraFrames"] = motion.camera_length;
  json["lightKeys"] = motion.lights.size();
  json["selfShadowKeys"] = motion.self_shadows.size();
  json["switchKeys"] = motion.switches.size();
  json["warnings"] = motion.warnings;
  return json;
}

Json json_of(FileKind kind, const std::string& file) {
  if (kind == FileKind::model) return model_json(mmd::read_model_file(file));
  if (kind == FileKind::motion)
    return motion_json(mmd::read_motion_file(file), mmd::has_suffix(file, ".vpd") ? "vpd" : "vmd");
  return kind == FileKind::shape_map ? shape_map_json(file) : lip_table_json(file);
}

// One line a field; lists as their length, then their items.
void print_text(std::ostream& out, const Json& json) {
  for (const auto& [key, value] : json.items()) {
    if (!value.is_array() || key == "bounds") {
      fmt::print(out, "{}: {}\n", key, value.is_string() ? value.get<std::string>() : value.dump());
      continue;
    }
    fmt::print(out, "{}: {}\n", key, value.size());
    for (const Json& item : value)
      fmt::print(out, "  {}\n", item.is_string() ? item.get<std::string>() : item.dump());
  }
}

}  // namespace

int run_info(const InfoArguments& arguments, const Streams& streams) {
  try {
    const FileKind kind = kind_of(arguments.file);
    if (kind == FileKind::other) {
      fmt::print(streams.err, "{}: nothing to tell of by its name, expected {}\n", arguments.file,
                 known_kinds);
      return 1;
    }
    const Json json = json_of(kind, arguments.file);
    if (arguments.json)
      streams.out << json.dump(1) << '\n';
    else
      print_text(streams.out, json);
  } catch (const mmd::LoadError& error) {
    fmt::print(streams.err, "{}\n", error.what());
    return 1;
  }
  return 0;
}

}  // namespace mmdtool
