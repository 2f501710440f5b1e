// How pictures are drawn when content starts.
#pragma once

#include "render/snapshot.h"

namespace mmdagent {

struct Options;

RenderOptions render_options(const Options& options);

}  // namespace mmdagent
