// What people see of running scripts: the last transitions of each, and what it waits for.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "dialogue.h"
#include "machine.h"

namespace vimanager {

// A text of the flat layer, in its units (shorter side 30, origin at the bottom left).
struct ViewerText {
  std::string text;   // lines
  float x = 0.0F;     // left end
  float y = 0.0F;     // baseline of the first line
  float size = 0.0F;  // from line to line
};

// `count` lines: a title, transitions with the newest at the bottom, and below them the present
// state.
std::vector<std::string> viewer_lines(const Machine& machine, std::size_t count);

// One text for each script, main on top, in the lower half of a layer of that height.
std::vector<ViewerText> viewer_texts(const Dialogue& dialogue, float layer_height);

}  // namespace vimanager
