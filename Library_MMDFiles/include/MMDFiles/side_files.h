// Files that lie beside a model and are named like it.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace mmd {

// <model><suffix>, as in hero.pmd.shapemap; for a .pmx without one, that of the .pmd of the same
// name. Nothing when neither exists.
std::optional<std::filesystem::path> find_side_file(const std::filesystem::path& model,
                                                    std::string_view suffix);

}  // namespace mmd
