// Japanese text to full-context labels, by the program open_jtalk: Debian has no library of it.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "child_process.h"

namespace open_jtalk {

// Text that is said in one go, and what was found in it.
using Labels = std::vector<std::string>;

// Pieces of at most `bytes` bytes, at ends of sentences where possible, never within a character:
// the program reads one line of 1 KiB.
std::vector<std::string> split_text(std::string_view text, std::size_t bytes);

// The labels within a trace of the program, both silences included. Empty: there is nothing to say.
Labels labels_of(std::string_view trace);

// The phone of a silence within a text.
inline constexpr std::string_view pause = "pau";

// Cut behind each pause.
std::vector<Labels> phrases_of(std::span<const std::string> labels);

// One thread.
class Analyser {
 public:
  // `voice`: any HTS voice file; the program wants one though it says nothing.
  Analyser(std::filesystem::path dictionary, std::filesystem::path voice)
      : dictionary_(std::move(dictionary)), voice_(std::move(voice)) {}

  // Starts the program, which then loads its dictionary and waits for the next text.
  void prepare();
  // Waits for the program, and starts the one for the next text. nullopt: `error` tells why.
  std::optional<Labels> analyse(const std::string& text, std::string& error);

 private:
  std::unique_ptr<process::ChildProcess> start(std::string& error) const;

  std::filesystem::path dictionary_, voice_;
  std::unique_ptr<process::ChildProcess> waiting_;  // has loaded its dictionary, or is about to
};

// The dictionary in `app_data`, else Debian's. nullopt: there is none.
std::optional<std::filesystem::path> find_dictionary(const std::filesystem::path& app_data);

}  // namespace open_jtalk
