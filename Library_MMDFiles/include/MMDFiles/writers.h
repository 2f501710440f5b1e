// The writers of motions and poses: runtime-space data to the bytes of a file. What a reader
// returned comes out so that reading it again gives the same. Safe to call from any thread.
//
// Names are stored in CP932: they are cut to whole characters that fit their field, and a character
// that CP932 lacks becomes '?'.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "MMDFiles/motion_data.h"

namespace mmd {

// A VMD of the second version, tracks one after the other. It ends after the faces, after the
// shadows or after the switches, whichever is the first to leave nothing out. The motion must keep
// the promises of MotionData and the limits of the reader.
std::vector<std::byte> write_vmd(const MotionData& motion);

// A VPD: the first key of each track. The model name is the name of the model's file, cut at the
// first separator of the format (;,{} or a line end), as are all names.
std::vector<std::byte> write_vpd(const MotionData& pose);

// By suffix, any case: .vmd or .vpd. Replaces a file of that name. Throws LoadError when the suffix
// is another or the file cannot be written.
void write_motion_file(const MotionData& motion, const std::filesystem::path& path);

}  // namespace mmd
