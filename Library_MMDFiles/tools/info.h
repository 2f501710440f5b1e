// What mmdtool info says of files that are neither models nor motions. Throws LoadError.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>

namespace mmdtool {

using Json = nlohmann::ordered_json;

Json shape_map_json(const std::filesystem::path& file);
Json lip_table_json(const std::filesystem::path& file);

}  // namespace mmdtool
