// What mmdtool info says of shape maps and lip tables.
#include <nlohmann/json.hpp>

#include "MMDFiles/lip_table.h"
#include "MMDFiles/shape_map.h"
#include "tools/info.h"

namespace mmdtool {
namespace {

Json targets_json(const mmd::ByName<std::vector<mmd::ShapeTarget>>& map) {
  Json json = Json::array();
  for (const auto& [key, targets] : map) {
    for (const mmd::ShapeTarget& target : targets) {
      Json entry = {{"key", key}, {"morph", target.morph}};
      if (target.response.threshold) {
        entry["threshold"] = *target.response.threshold;
      } else {
        entry["coefficient"] = target.response.coefficient;
      }
      json.push_back(entry);
    }
  }
  return json;
}

Json candidates_json(const mmd::ByName<std::vector<std::string>>& map) {
  Json json = Json::array();
  for (const auto& [key, names] : map) json.push_back({{"key", key}, {"names", names}});
  return json;
}

}  // namespace

Json shape_map_json(const std::filesystem::path& file) {
  const mmd::ShapeMap map = mmd::read_shape_map_file(file);
  Json json = {{"kind", "shapemap"}, {"eyeRotation", map.eye_rotation}};
  json["lips"] = candidates_json(map.lips);
  json["noLip"] = map.no_lip;
  json["tracks"] = candidates_json(map.tracks);
  json["actionUnits"] = targets_json(map.units);
  json["shapes"] = targets_json(map.shapes);
  json["extraMorphs"] = targets_json(map.extra_morphs);
  json["extraBones"] = candidates_json(map.extra_bones);
  json["actions"] = Json::array();
  for (const auto& [key, motion] : map.actions) {
    json["actions"].push_back({{"key", key}, {"file", motion}});
  }
  json["tunes"] = map.tunes;
  json["warnings"] = map.warnings;
  return json;
}

Json lip_table_json(const std::filesystem::path& file) {
  const mmd::LipTable table = mmd::read_lip_table_file(file);
  Json json = {{"kind", "lip table"}, {"morphs", table.morphs}};
  json["phonemes"] = Json::array();
  for (const mmd::LipPhone& phone : table.phones) {
    json["phonemes"].push_back({{"name", phone.name}, {"rates", phone.rates}});
  }
  return json;
}

}  // namespace mmdtool
