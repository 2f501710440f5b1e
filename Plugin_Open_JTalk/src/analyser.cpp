#include "analyser.h"

#include <algorithm>

#include "child_output.h"

namespace open_jtalk {
namespace {

namespace fs = std::filesystem;

constexpr int patience = 10;  // seconds

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// Behind the last mark of the text that ends a sentence or a phrase; 0: there is none.
std::size_t after_last_mark(std::string_view text) {
  std::size_t best = 0;
  for (const std::string_view mark : {"。", "！", "？", "、", ".", "!", "?", ",", " "}) {
    const std::size_t at = text.rfind(mark);
    if (at != std::string_view::npos) best = std::max(best, at + mark.size());
  }
  return best;
}

std::string one_line(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  return text + "\n";
}

}  // namespace

std::vector<std::string> split_text(std::string_view text, std::size_t bytes) {
  std::vector<std::string> pieces;
  while (!text.empty()) {
    std::size_t length = text.size();
    if (length > bytes) {
      length = bytes;
      while (length > 1 && continues_character(text[length])) --length;
      if (const std::size_t mark = after_last_mark(text.substr(0, length))) length = mark;
    }
    pieces.emplace_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return pieces;
}

Labels labels_of(std::string_view trace) {
  constexpr std::string_view title = "[Output label]\n";
  Labels labels;
  const std::size_t begin = trace.find(title);
  if (begin == std::string_view::npos) return labels;
  trace.remove_prefix(begin + title.size());
  while (!trace.empty() && trace.front() != '\n' && trace.front() != '[') {
    const std::string_view line = trace.substr(0, trace.find('\n'));
    labels.emplace_back(line.substr(line.rfind(' ') + 1));  // behind begin and end
    trace.remove_prefix(std::min(line.size() + 1, trace.size()));
  }
  return labels;
}

std::optional<Labels> Analyser::analyse(const std::string& text, std::string& error) const {
  // The fastest speech: its sound is not wanted.
  const auto output = output_of({"open_jtalk", "-x", dictionary_.string(), "-m", voice_.string(),
                                 "-r", "10", "-ot", "/dev/stdout"},
                                one_line(text), patience, error);
  if (!output) return std::nullopt;
  return labels_of(*output);
}

std::optional<fs::path> find_dictionary(const fs::path& app_data) {
  std::error_code ignored;
  for (const fs::path& folder :
       {app_data / "Open_JTalk", fs::path("/var/lib/mecab/dic/open-jtalk/naist-jdic")}) {
    if (fs::exists(folder / "sys.dic", ignored)) return folder;
  }
  return std::nullopt;
}

}  // namespace open_jtalk
