// The readers of binary content. Each either returns checked data or throws LoadError; none keeps
// a reference to the bytes. `path` is used in messages only. Safe to call from any thread.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>

#include "MMDFiles/model_data.h"
#include "MMDFiles/motion_data.h"

namespace mmd {

ModelData read_pmd(std::span<const std::byte> bytes, std::string_view path);
ModelData read_pmx(std::span<const std::byte> bytes, std::string_view path);
MotionData read_vmd(std::span<const std::byte> bytes, std::string_view path);
// A pose as a motion with one key of each track at frame 0; its model name is the name of the
// model's file. Of several blocks with one name the last stays.
MotionData read_vpd(std::span<const std::byte> bytes, std::string_view path);

// Applies a .pmd.csv, which holds what a PMD cannot, to the model of that PMD. All textures come
// from the CSV then. When it throws, the model is as it was.
void apply_pmd_csv(ModelData& model, std::span<const std::byte> csv, std::string_view path);

// By suffix, any case: .pmd and .xpmd, .pmx. A .csv beside a PMD, named like it, is applied to it;
// where the images that it names for a material are missing, the material keeps those of the PMD.
ModelData read_model_file(const std::filesystem::path& path);
// By suffix, any case: .vmd, .vpd.
MotionData read_motion_file(const std::filesystem::path& path);

}  // namespace mmd
