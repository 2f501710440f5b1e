// A random name for this user, sent with log files so that their reader can tell users apart.
#pragma once

#include <string>

namespace mmdagent {

// Of the file `_uuid` in the user's content folder, made when it is missing; without a folder
// another one each time. Reads and writes a file: not for the agent thread.
std::string user_identity();

}  // namespace mmdagent
