// How texts get into a snapshot.
#pragma once

#include <string_view>

#include "render/snapshot.h"

namespace mmdagent {

// Appends UTF-8 text to Snapshot::characters; what was there keeps its place.
Range append_characters(Snapshot& snapshot, std::string_view text);

}  // namespace mmdagent
