// Whole files into memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

namespace mmd {

// Throws LoadError when the file is missing, no regular file, larger than `limit` bytes or cannot
// be read.
std::vector<std::byte> read_file(const std::filesystem::path& path, std::uint64_t limit);

}  // namespace mmd
