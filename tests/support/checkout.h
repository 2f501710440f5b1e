// Where the tests find the sources and the build that they were made from. Only checkout.cpp is
// compiled with these paths, so a compiler cache serves the other test sources in every checkout.
#pragma once

#include <filesystem>

namespace test_support {

// Absolute, without a slash at the end.
std::filesystem::path source_folder();
std::filesystem::path build_folder();

}  // namespace test_support
