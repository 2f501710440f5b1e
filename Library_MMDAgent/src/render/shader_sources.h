// The files under shaders/, embedded at build time.
#pragma once

#include <string_view>

namespace mmdagent {

// The text of shaders/<name>; empty if there is no such file.
std::string_view shader_source(std::string_view name);

}  // namespace mmdagent
