// Mouth shapes by phoneme: the table of lip.txt and of <model>.lip, and the motion that it makes of
// a phoneme sequence.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "MMDFiles/motion_data.h"

namespace mmd {

struct LipPhone {
  std::string name;          // case counts
  std::vector<float> rates;  // one per morph of the table, finite, not negative
};

struct LipTable {
  std::vector<std::string> morphs;  // at least one
  std::vector<LipPhone> phones;     // at least one; of equal names the first answers
};

// Words are separated by blanks, tabs and line ends; one that begins with # is a comment up to the
// end of its line. Words after the last phone are ignored. Throws LoadError.
LipTable parse_lip_table(std::string_view text, std::string_view path);
LipTable read_lip_table_file(const std::filesystem::path& path);

// The table of a model: the last four characters of its path replaced by ".lip"; hero.pmd and
// hero.pmx share one. Nothing when there is no such file.
std::optional<std::filesystem::path> find_lip_table(const std::filesystem::path& model);

// Face keys for "phoneme,milliseconds,phoneme,milliseconds,...", as the reference makes them: an
// unknown phoneme is taken as the first of the table, durations are rounded to frames of 1/30 s
// with the rest carried on, every shape relaxes in its last two frames. The morphs of `at_rest`
// get one key of weight 0. Nothing for a sequence without phonemes or longer than a VMD may be.
std::optional<MotionData> make_lip_motion(const LipTable& table, std::string_view sequence,
                                          std::span<const std::string> at_rest = {});

}  // namespace mmd
