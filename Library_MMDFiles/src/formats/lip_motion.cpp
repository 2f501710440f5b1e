// Face keys of spoken words from a lip table.
#include <algorithm>
#include <charconv>
#include <cmath>

#include "MMDFiles/limits.h"
#include "MMDFiles/lip_table.h"

namespace mmd {
namespace {

constexpr float frames_per_millisecond = 0.03F;
constexpr std::uint32_t last_phone_frames = 6;  // added to the last phoneme
constexpr std::uint32_t relaxing_frames = 2;
constexpr float relaxed_rate = 0.8F;

struct Entry {
  std::size_t phone;
  std::uint32_t frames;
  float rate;
};

// The leading number, 0 where there is none, within what a sequence may last.
float leading_number(std::string_view text) {
  const std::size_t start = std::min(text.find_first_not_of(" \t+"), text.size());
  text.remove_prefix(start);
  float value = 0.0F;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec == std::errc::result_out_of_range) return 1e9F;
  return result.ec == std::errc{} && std::isfinite(value) ? std::clamp(value, 0.0F, 1e9F) : 0.0F;
}

std::size_t find_phone(const LipTable& table, std::string_view name) {
  const auto found = std::ranges::find(table.phones, name, &LipPhone::name);
  if (found == table.phones.end()) return 0;
  return static_cast<std::size_t>(found - table.phones.begin());
}

// Empty fields do not count.
std::string_view take_field(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(','), rest.size()));
  const std::size_t end = std::min(rest.find(','), rest.size());
  const std::string_view field = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return field;
}

// Phonemes with whole frames; a name without a duration is left out.
std::vector<Entry> entries_of(const LipTable& table, std::string_view sequence) {
  std::vector<Entry> entries;
  float carry = 0.0F;
  while (!sequence.empty()) {
    const std::string_view name = take_field(sequence);
    const std::string_view duration = take_field(sequence);
    if (duration.empty()) break;
    const float value = frames_per_millisecond * leading_number(duration) + carry;
    const float frames = std::max(std::floor(value + 0.5F), 1.0F);
    carry = value - frames;
    entries.push_back({find_phone(table, name), static_cast<std::uint32_t>(frames), 1.0F});
  }
  return entries;
}

// Of morphs that the table names twice the first column holds.
std::vector<std::size_t> distinct_columns(const LipTable& table) {
  std::vector<std::size_t> columns;
  for (std::size_t i = 0; i < table.morphs.size(); ++i) {
    const auto first = std::ranges::find(table.morphs, table.morphs[i]);
    if (first - table.morphs.begin() == static_cast<std::ptrdiff_t>(i)) columns.push_back(i);
  }
  return columns;
}

}  // namespace

std::optional<MotionData> make_lip_motion(const LipTable& table, std::string_view sequence,
                                          std::span<const std::string> at_rest) {
  std::vector<Entry> entries = entries_of(table, sequence);
  if (entries.empty()) return std::nullopt;
  entries.back().frames += last_phone_frames;

  MotionData motion;
  const std::vector<std::size_t> columns = distinct_columns(table);
  for (const std::size_t column : columns) {
    motion.morph_tracks.push_back({table.morphs[column], {}, {}});
  }
  std::uint64_t frame = 0;
  const auto add_keys = [&](std::size_t phone, float rate) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      motion.morph_tracks[i].frames.push_back(static_cast<std::uint32_t>(frame));
      motion.morph_tracks[i].weights.push_back(table.phones[phone].rates[columns[i]] * rate);
    }
  };
  for (const Entry& entry : entries) {
    add_keys(entry.phone, entry.rate);
    const bool relaxes = entry.frames > relaxing_frames;
    frame += relaxes ? entry.frames - relaxing_frames : entry.frames;
    if (relaxes) {
      add_keys(entry.phone, relaxed_rate * entry.rate);
      frame += relaxing_frames;
    }
    if (frame > limits::last_frame) return std::nullopt;
  }
  add_keys(0, 0.0F);
  motion.length = static_cast<std::uint32_t>(frame);
  for (const std::string& morph : at_rest) {
    const auto track = std::ranges::find(motion.morph_tracks, morph, &MorphTrack::name);
    if (track == motion.morph_tracks.end()) motion.morph_tracks.push_back({morph, {0}, {0.0F}});
  }
  return motion;
}

}  // namespace mmd
