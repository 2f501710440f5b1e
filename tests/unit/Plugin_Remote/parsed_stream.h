// Runs bytes through a LineParser, in pieces of a given size, and writes down what came out.
#pragma once

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "line_parser.h"

namespace mmdagent::remote {

inline std::string text_of(const Item& item) {
  switch (item.kind) {
    case ItemKind::message:
      return "message " + std::string(item.type) + "/" + std::string(item.args);
    case ItemKind::avatar_command:
      return "avatar " + std::string(item.bytes);
    case ItemKind::sound_word:
      return item.word == SoundWord::stream ? "stream"
             : item.word == SoundWord::file ? "file"
                                            : "end";
    case ItemKind::sound_pack:
      return "sound " + std::string(item.bytes);
    case ItemKind::rejected: {
      const std::string why = item.rejection == Rejection::too_long   ? "too long"
                              : item.rejection == Rejection::nul_byte ? "NUL"
                                                                      : "not UTF-8";
      return why + " at " + std::to_string(item.offset);
    }
    case ItemKind::none:
      break;
  }
  return "none";
}

inline std::vector<std::string> parse_pieces(LineParser& parser, std::string_view input,
                                             std::size_t piece) {
  std::vector<std::string> items;
  while (!input.empty()) {
    const std::span<char> space = parser.space();
    const std::size_t size = std::min({space.size(), piece, input.size()});
    std::memcpy(space.data(), input.data(), size);
    parser.received(size);
    input.remove_prefix(size);
    for (; parser.next().kind != ItemKind::none; parser.consume()) {
      items.push_back(text_of(parser.next()));
    }
  }
  return items;
}

}  // namespace mmdagent::remote
