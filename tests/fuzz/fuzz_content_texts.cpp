// Any bytes as each of the small texts around a content: a button file, the list of a web content,
// PACKAGE_DESC.txt and .mmdagent-save, home, history, bookmarks and times of the last runs.
#include <unistd.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "content/content_info.h"
#include "content/package_names.h"
#include "content/user_contents.h"
#include "content/web_index.h"
#include "fuzz/data_promises.h"
#include "host_limits.h"
#include "overlay/button_file.h"
#include "support/temporary_folder.h"

namespace {

using namespace mmdagent;

void check_button(std::string_view text) {
  const ButtonFile file = parse_button_file(text, "BUTTON0.txt");
  fuzz::promise(file.button.has_value() == file.errors.empty(), "a button, or why there is none");
  if (!file.button) return;
  const ButtonDefinition& button = *file.button;
  fuzz::promise(!button.looks.empty(), "a button has a base");
  fuzz::promise(std::isfinite(button.gap.x) && std::isfinite(button.gap.y), "its place is finite");
  fuzz::promise(button.scale > 0.0F && std::isfinite(button.scale), "its size is positive");
  for (const ButtonLook& look : button.looks) {
    fuzz::promise(look.action.kind == ButtonAction::Kind::none || !look.action.target.empty(),
                  "actions have a target");
  }
}

void check_list(std::string_view text) {
  const auto parsed = parse_web_index(text);
  const auto* index = std::get_if<WebIndex>(&parsed);
  if (index == nullptr) {
    fuzz::promise(!std::get<std::string>(parsed).empty(), "a refusal has a reason");
    return;
  }
  fuzz::promise(index->files.size() <= limits::web_files, "files are limited");
  std::uint64_t bytes = 0;
  for (const WebFile& file : index->files) {
    fuzz::promise(file.sha256.size() == 64, "sums are whole");
    std::string path = file.path;
    fuzz::promise(!entry_name_problem(path), "paths stay inside the folder");
    bytes += file.bytes;
  }
  fuzz::promise(bytes <= limits::web_content_bytes, "bytes are limited");
}

// What is written over after reading must read the same again.
void check_user_contents(const std::filesystem::path& root) {
  (void)read_home(root);
  fuzz::promise(read_history(root).size() <= limits::history_entries, "history is limited");
  fuzz::promise(!add_history(root, {"/c/a.mdf", "/c", "2026/01/01 00:00"}), "it can be written");
  const std::vector<HistoryEntry> history = read_history(root);
  fuzz::promise(!history.empty() && history.front().file == "/c/a.mdf", "the newest is first");
  const Bookmark bookmark{"/c", "/c/a.mdf", ""};
  const bool is_full = add_bookmark(root, bookmark).has_value();
  const std::vector<Bookmark> bookmarks = read_bookmarks(root);
  fuzz::promise(bookmarks.size() <= limits::bookmarks, "bookmarks are limited");
  fuzz::promise(is_full || !bookmarks.empty(), "what was added is there");
  (void)write_last_played(root, "/c/a.mdf", "2026/01/01 00:00");
  fuzz::promise(read_last_played(root, "/c/a.mdf") == "2026/01/01 00:00", "times are kept");
}

// In memory where that can be had: on a disk each of the files costs milliseconds.
const std::filesystem::path& scratch_folder() {
  static const test_support::TemporaryFolder folder = [] {
    if (access("/dev/shm", W_OK) == 0) setenv("TMPDIR", "/dev/shm", 0);
    return test_support::TemporaryFolder();
  }();
  return folder.path();
}

void write(const std::filesystem::path& file, std::string_view text) {
  std::ofstream(file, std::ios::binary)
      .write(text.data(), static_cast<std::streamsize>(text.size()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::filesystem::path& folder = scratch_folder();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_button(text);
  check_list(text);
  for (const char* name :
       {"PACKAGE_DESC.txt", ".mmdagent-save", "_home", "_history", "_bookmark", "_lastplayed"}) {
    write(folder / name, text);
  }
  const ContentInfo info = read_content_info(folder / "main.mdf");
  fuzz::promise(info.readme.empty() || info.readme.front() == '/', "files have absolute names");
  check_user_contents(folder);
  return 0;
}
