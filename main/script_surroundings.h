// What the other files of a content say about one of its dialogue scripts.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "script.h"
#include "script_host.h"
#include "tools/checks.h"

namespace mmdtool {

using Names = std::set<std::string, std::less<>>;

struct ScriptSurroundings {
  bool is_included = false;   // a part of another script
  bool is_companion = false;  // started beside a main script, and may end by itself
  Names start_states;         // where messages make it begin, besides the initial state
  Names posted, awaited;      // message types without variables, of all scripts
  Names globals;              // set by some script, message or settings file
};

// Reads every script and settings file of the content, without complaint.
ScriptSurroundings surroundings_of(const Content& content, const std::filesystem::path& file);

// Reads a script that lies in a content, whose folder its included files are named from. Null when
// it has errors; `host` hears of them.
std::shared_ptr<const vimanager::Script> read_script(vimanager::ScriptHost& host,
                                                     const Content& content,
                                                     const std::filesystem::path& file);

}  // namespace mmdtool
