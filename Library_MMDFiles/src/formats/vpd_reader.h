// Reads one VPD file: text, taken apart into words and separators line by line.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "MMDFiles/motion_data.h"
#include "formats/byte_reader.h"

namespace mmd {

class VpdReader {
 public:
  VpdReader(std::span<const std::byte> bytes, std::string_view path);

  // Once only.
  MotionData read();

 private:
  // A word, or one of the separators ; , { } by itself.
  struct Token {
    std::string text;
    bool separator = false;
    std::uint64_t line = 0;
    std::size_t offset = 0;  // of the line
  };

  // Reads lines until there is a token to take; false at the end of the file. Of the tokens taken
  // the last stays, so that it can be put back.
  bool fill();
  void read_line();
  void split_line(std::string_view line);
  void fail_as_other_file();
  void read_header();
  void read_block();
  void read_bone(std::string name);
  void read_morph(std::string name);

  // The next token, whose line messages then name; throws at the end of the file.
  const Token& take(std::string_view expected);
  // An absent word is empty.
  std::string take_word(std::string_view expected);
  void take_separator(char separator);
  bool accept_separator(char separator);
  // May be infinite or NaN.
  float take_number();
  // A new track, or the one of that name, which a later block replaces.
  template <typename Track>
  Track& track_for(std::vector<Track>& tracks, std::unordered_set<std::string>& names,
                   const std::string& name);

  ByteReader in_;
  std::string_view content_;
  std::size_t next_offset_ = 0;  // of the line to read next
  std::uint64_t line_ = 0;       // number of the line read last
  std::vector<Token> tokens_;    // of few lines
  std::size_t next_ = 0;
  std::int64_t announced_bones_ = 0;
  std::int64_t bone_blocks_ = 0;
  std::unordered_set<std::string> bone_names_;
  std::unordered_set<std::string> morph_names_;
  MotionData pose_;
};

}  // namespace mmd
