// Whole files into memory and back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace mmd {

// Throws LoadError when the file is missing, no regular file, larger than `limit` bytes or cannot
// be read.
std::vector<std::byte> read_file(const std::filesystem::path& path, std::uint64_t limit);

// Writes or replaces a whole file; throws LoadError when that fails.
void write_file(const std::filesystem::path& path, std::span<const std::byte> bytes);

}  // namespace mmd
