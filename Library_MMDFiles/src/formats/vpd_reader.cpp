#include "formats/vpd_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "MMDFiles/limits.h"
#include "MMDFiles/readers.h"
#include "MMDFiles/text.h"
#include "formats/model_checks.h"
#include "formats/space.h"
#include "formats/text_lines.h"

namespace mmd {
namespace {

constexpr std::string_view magic = "Vocaloid Pose Data file";
constexpr std::string_view separators = ";,{}";
constexpr std::string_view blanks = " \t\r";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool all_finite(const glm::vec3& v) {
  return std::isfinite(v.x) && std::isfinite(v.y) && std::isfinite(v.z);
}

}  // namespace

VpdReader::VpdReader(std::span<const std::byte> bytes, std::string_view path) : in_(bytes, path) {
  const auto all = in_.bytes(bytes.size());
  content_ = {reinterpret_cast<const char*>(all.data()), all.size()};
}

MotionData VpdReader::read() {
  read_line();
  read_header();
  while (fill()) read_block();
  if (announced_bones_ > bone_blocks_) {
    in_.enter("file");
    in_.warn("bone count " + std::to_string(announced_bones_) + ", found " +
             std::to_string(bone_blocks_) + " bones");
  }
  pose_.warnings = in_.take_warnings();
  return std::move(pose_);
}

void VpdReader::fail_as_other_file() {
  in_.fail("not a VPD file, expected its first line to be \"Vocaloid Pose Data file\"");
}

void VpdReader::read_line() {
  if (content_.empty()) {
    in_.enter("file");
    fail_as_other_file();
  }
  const std::size_t offset = next_offset_;
  const std::size_t end = std::min(content_.find('\n', offset), content_.size());
  next_offset_ = end + 1;
  in_.point_at("line", ++line_, offset);
  const std::string_view raw = content_.substr(offset, end - offset);
  if (raw.size() > limits::text_line_bytes) {
    in_.fail("line of " + std::to_string(raw.size()) + " bytes, expected at most " +
             std::to_string(limits::text_line_bytes));
  }
  const DecodedText line = decode_cp932(std::as_bytes(std::span(raw)));
  if (line.damaged) in_.warn_damaged_text();
  if (line_ > 1) {
    split_line(line.text);
  } else if (trimmed(line.text) != magic) {
    fail_as_other_file();
  }
}

bool VpdReader::fill() {
  while (next_ == tokens_.size()) {
    if (next_offset_ >= content_.size()) return false;
    if (tokens_.size() > 1) tokens_.erase(tokens_.begin(), tokens_.end() - 1);
    next_ = tokens_.size();
    read_line();
  }
  return true;
}

void VpdReader::split_line(std::string_view line) {
  const std::size_t offset = in_.record_offset();
  line = line.substr(0, line.find("//"));
  while (!line.empty()) {
    const std::size_t end = std::min(line.find_first_of(separators), line.size());
    const std::string_view word = trimmed(line.substr(0, end));
    if (!word.empty()) tokens_.push_back({std::string(word), false, line_, offset});
    if (end < line.size()) tokens_.push_back({std::string(1, line[end]), true, line_, offset});
    line.remove_prefix(std::min(end + 1, line.size()));
  }
}

const VpdReader::Token& VpdReader::take(std::string_view expected) {
  if (!fill()) {
    in_.point_at("file", ByteReader::no_index, content_.size());
    in_.fail("file ends early: expected " + std::string(expected));
  }
  const Token& token = tokens_[next_];
  in_.point_at("line", token.line, token.offset);
  ++next_;
  return token;
}

std::string VpdReader::take_word(std::string_view expected) {
  const Token& token = take(expected);
  if (!token.separator) return token.text;
  --next_;
  return {};
}

void VpdReader::take_separator(char separator) {
  const std::string expected = std::string("\"") + separator + "\"";
  const Token& token = take(expected);
  if (token.separator && token.text[0] == separator) return;
  in_.fail("expected " + expected + ", found " + quoted_word(token.text));
}

bool VpdReader::accept_separator(char separator) {
  if (!fill() || !tokens_[next_].separator || tokens_[next_].text[0] != separator) return false;
  ++next_;
  return true;
}

float VpdReader::take_number() {
  const std::string word = take_word("a number");
  std::string_view text = word;
  if (text.starts_with('+')) text.remove_prefix(1);
  float value = 0.0F;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  // Beyond the range of a float: very small is 0, very large is as good as infinite.
  if (result.ec == std::errc::result_out_of_range) {
    double wide = 0.0;
    std::from_chars(text.data(), text.data() + text.size(), wide);
    value = static_cast<float>(wide);
  } else if (result.ec != std::errc{} || result.ptr != text.data() + text.size()) {
    in_.fail("expected a number, found " + quoted_word(word));
  }
  return value;
}

template <typename Track>
Track& VpdReader::track_for(std::vector<Track>& tracks, std::unordered_set<std::string>& names,
                            const std::string& name) {
  if (!names.insert(name).second) return *std::ranges::find(tracks, name, &Track::name);
  if (names.size() > limits::track_names) {
    in_.fail("more than " + std::to_string(limits::track_names) + " different names");
  }
  return tracks.emplace_back();
}

void VpdReader::read_header() {
  pose_.model_name = take_word("the name of a model file");
  take_separator(';');
  const float count = take_number();
  take_separator(';');
  announced_bones_ =
      std::isfinite(count) && std::abs(count) < 1e9F ? static_cast<std::int64_t>(count) : 0;
}

void VpdReader::read_block() {
  const std::string kind = take_word("a bone or a morph");
  const bool is_bone = kind.starts_with("Bone");
  if (!is_bone && !kind.starts_with("Morph")) {
    in_.fail("expected Bone or Morph, found " + quoted_word(kind));
  }
  take_separator('{');
  std::string name = take_word("a name");
  const bool is_value = !name.empty() && fill() && tokens_[next_].separator;
  if (is_value) {  // there is no name: this is the first number
    name.clear();
    --next_;
  }
  if (is_bone) {
    ++bone_blocks_;
    read_bone(std::move(name));
  } else {
    read_morph(std::move(name));
  }
  take_separator('}');
}

void VpdReader::read_bone(std::string name) {
  float values[7];
  for (int i = 0; i < 7; ++i) {
    values[i] = take_number();
    if (i == 2 || i == 6) {
      take_separator(';');
    } else {
      take_separator(',');
    }
  }
  const glm::vec3 translation(values[0], values[1], values[2]);
  const glm::quat rotation(values[6], values[3], values[4], values[5]);
  if (name.empty()) {
    in_.warn("empty name, bone dropped");
    return;
  }
  if (!all_finite(translation) || !all_finite({rotation.x, rotation.y, rotation.z}) ||
      !std::isfinite(rotation.w)) {
    in_.warn("value is not a finite number, bone dropped");
    return;
  }
  BoneTrack& track = track_for(pose_.bone_tracks, bone_names_, name);
  track = {std::move(name), {0}, {to_runtime(translation)}, {}, {BoneCurves{}}};
  track.rotations.push_back(to_runtime(repaired_quaternion(rotation, in_)));
}

void VpdReader::read_morph(std::string name) {
  const float weight = take_number();
  accept_separator(';');
  if (name.empty()) {
    in_.warn("empty name, morph dropped");
    return;
  }
  if (!std::isfinite(weight)) {
    in_.warn("value is not a finite number, morph dropped");
    return;
  }
  MorphTrack& track = track_for(pose_.morph_tracks, morph_names_, name);
  track = {std::move(name), {0}, {weight}};
}

MotionData read_vpd(std::span<const std::byte> bytes, std::string_view path) {
  return VpdReader(bytes, path).read();
}

}  // namespace mmd
