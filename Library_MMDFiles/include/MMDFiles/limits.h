// Every hard limit of the file readers. Files beyond one are rejected, or clamped where it says so.
#pragma once

#include <cstddef>
#include <cstdint>

namespace mmd::limits {

// File sizes in bytes.
inline constexpr std::uint64_t model_file_bytes = std::uint64_t{1} << 30;
inline constexpr std::uint64_t motion_file_bytes = std::uint64_t{512} << 20;
inline constexpr std::uint64_t csv_file_bytes = std::uint64_t{1} << 30;
inline constexpr std::uint64_t sidecar_file_bytes = std::uint64_t{16} << 20;
inline constexpr std::uint64_t image_file_bytes = std::uint64_t{1} << 30;

// Models.
inline constexpr std::uint64_t vertices = 16'777'216;
inline constexpr std::uint64_t indices = 100'663'296;
inline constexpr std::uint64_t materials = 65'536;
inline constexpr std::uint64_t textures = 65'536;
inline constexpr std::uint64_t bones = 65'536;
inline constexpr std::uint64_t pmd_bones = 32'767;  // PMD bone indices are 16-bit signed
inline constexpr std::uint64_t pmx_ik_links = 1'024;
inline constexpr int ik_iterations = 256;  // clamped
inline constexpr std::uint64_t ik_chains = 65'535;
inline constexpr std::uint64_t morphs = 65'535;
inline constexpr std::uint64_t morph_elements = 16'777'216;
inline constexpr std::uint64_t total_morph_elements = 67'108'864;
inline constexpr int group_morph_depth = 16;      // deeper elements are ignored
inline constexpr int min_deform_layer = -32'768;  // clamped
inline constexpr int max_deform_layer = 32'767;   // clamped
inline constexpr std::uint64_t display_frames = 65'536;
inline constexpr std::uint64_t display_elements = 1'048'576;
inline constexpr std::uint64_t rigid_bodies = 16'384;
inline constexpr std::uint64_t joints = 65'536;
inline constexpr std::uint64_t soft_bodies = 1'024;
inline constexpr std::uint64_t pmx_text_bytes = std::uint64_t{1} << 20;
inline constexpr std::uint64_t pmx_name_bytes = 4'096;

// One line of a text file (.vpd, .shapemap).
inline constexpr std::size_t text_line_bytes = 65'535;

// .pmd.csv.
inline constexpr std::size_t csv_line_bytes = 65'536;
inline constexpr std::size_t csv_morphs = 1'000;  // of each kind

// Motions.
inline constexpr std::uint64_t bone_keys = 4'194'304;
inline constexpr std::uint64_t morph_keys = 4'194'304;
inline constexpr std::uint64_t camera_keys = 524'288;  // light, shadow and switch keys too
inline constexpr std::uint64_t ik_switches = 1'024;    // in one switch key
inline constexpr std::uint32_t last_frame = 16'777'215;
inline constexpr std::uint64_t track_names = 65'536;

// Images.
inline constexpr int image_side = 16'384;                             // pixels
inline constexpr std::uint64_t image_bytes = std::uint64_t{1} << 30;  // decoded

inline constexpr std::size_t animation_frames = 4'096;  // of an animated PNG

// Lip tables.
inline constexpr std::size_t lip_morphs = 256;
inline constexpr std::size_t lip_phones = 4'096;

// .shapemap; what is beyond is ignored with a warning.
inline constexpr std::size_t shape_map_lines = 4'096;
inline constexpr std::size_t shape_morphs = 10;  // of each kind of morph, for one key
inline constexpr std::size_t tune_sets = 30;
inline constexpr std::size_t tune_morphs = 10;  // in one set

// .loadmessage and .deletemessage; longer lines and surplus lines are skipped with a warning.
inline constexpr std::size_t message_lines = 100;
inline constexpr std::size_t message_line_bytes = 65'535;

// Warnings kept for one file; one more line tells how many others there were.
inline constexpr std::size_t warnings = 100;

}  // namespace mmd::limits
