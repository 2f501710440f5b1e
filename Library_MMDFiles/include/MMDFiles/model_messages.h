// The messages that a model brings along: <model>.loadmessage and <model>.deletemessage.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace mmd {

struct ModelMessages {
  // Whole messages, TYPE or TYPE|arguments, valid UTF-8, in file order.
  std::vector<std::string> lines;
  std::vector<std::string> warnings;  // what was skipped, one line each
};

// Blank lines, a UTF-8 byte order mark and line ends are dropped; a line that is too long or not
// UTF-8, has no type or lies beyond the hundredth message is skipped with a warning.
ModelMessages parse_model_messages(std::string_view text, std::string_view path);

enum class ModelMessageKind { load, remove };

// The file beside the model; for a .pmx without one, that of the .pmd of the same name. A missing
// file is no message; one that cannot be read is a warning.
ModelMessages read_model_messages(const std::filesystem::path& model, ModelMessageKind kind);

}  // namespace mmd
