// What a dialogue script that can be read does wrong when it runs.
#pragma once

#include <functional>
#include <string>

#include "script.h"
#include "script_surroundings.h"
#include "tools/checks.h"

namespace mmdtool {

// The path of a file by the name that arcs have for it; empty is the script itself.
using FileNames = std::function<std::string(const std::string& shown)>;

// States that nothing leads to or that nothing leads out of, variables that are read and never set,
// messages that nobody knows, assignments and regular expressions that cannot work, loops of <eps>.
// A part of another script is only looked at line by line.
void lint_script(Report& report, const FileNames& file_of, const vimanager::Script& script,
                 const ScriptSurroundings& surroundings);

// The loops alone, lint_loops.cpp.
void lint_loops(Report& report, const FileNames& file_of, const vimanager::Script& script);

}  // namespace mmdtool
