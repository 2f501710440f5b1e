// The keys of this plugin.
#pragma once

#include <string>
#include <vector>

namespace mmdagent {
class Host;
}

namespace anyscript {

struct ScriptOptions {
  std::vector<std::string> commands;  // in the order of their start
  bool all_log = false;
};

ScriptOptions read_options(const mmdagent::Host& host);

}  // namespace anyscript
