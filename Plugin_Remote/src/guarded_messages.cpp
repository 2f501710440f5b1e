#include "guarded_messages.h"

#include <algorithm>

namespace mmdagent::remote {

bool needs_leave(std::string_view type, std::string_view args) noexcept {
  if (type == "EXECUTE" || type == "KEY_POST") return true;
  if (type != "KEYVALUE_SET") return false;
  // Its value is opened. Empty arguments do not count.
  args.remove_prefix(std::min(args.find_first_not_of('|'), args.size()));
  return args.substr(0, args.find('|')) == "_RequestedURL";
}

}  // namespace mmdagent::remote
