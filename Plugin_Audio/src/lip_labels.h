// Lip-sync labels beside a sound: HTK labels in a .lab file (plugins.md section 1.4).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace audio {

// `phone,milliseconds,…` of a label text: begin, end (in 100 ns) and phone, again and again; `#`
// begins a comment. It ends where a triple is incomplete or takes no time, and with what fits into
// a message.
std::string lip_sequence_of(std::string_view labels);

// That of the file that has the sound's name with `.lab` in the place of the last four characters.
// nullopt: there is none, or nothing in it. Reads the disk.
std::optional<std::string> read_lip_labels(const std::string& sound);

}  // namespace audio
