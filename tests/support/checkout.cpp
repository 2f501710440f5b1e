#include "support/checkout.h"

namespace test_support {

std::filesystem::path source_folder() { return MMDAGENT_SOURCE_DIR; }
std::filesystem::path build_folder() { return MMDAGENT_BINARY_DIR; }

}  // namespace test_support
