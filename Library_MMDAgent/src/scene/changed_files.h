// What --watch does with a file that was changed while something in the scene shows it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace mmdagent {

class Scene;

// Reads a model, motion, image or companion of a model anew where it is in use, and puts it in the
// place of the old one: models keep place, motions and accessories, motions begin anew. What cannot
// be read stays as it was, with one Error line. `file` is absolute and normal. False when nothing
// shows it. Agent thread only.
bool reload_changed_file(Scene& scene, const std::filesystem::path& file);

// Reads the file of a model anew as MODEL_CHANGE does, but with its accessories kept. `id`:
// SceneModel::id; `file`: as the message named it that loaded it.
void reload_model(Scene& scene, std::uint64_t id, const std::string& file);

}  // namespace mmdagent
