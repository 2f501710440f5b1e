#include "symbol.h"

#include <algorithm>
#include <functional>

namespace vimanager {

// The pieces between `separator`: non-empty ones in order, then empty ones up to their number.
void ElementViews::append_pieces(std::string_view text, char separator,
                                 std::vector<std::string_view>& pieces) {
  const std::size_t first = pieces.size();
  const auto count = 1 + static_cast<std::size_t>(std::count(text.begin(), text.end(), separator));
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) pieces.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  pieces.resize(first + count);
}

void ElementViews::split(std::string_view args) {
  pieces_.clear();
  elements_.clear();
  arguments_.clear();
  if (args.empty()) return;
  append_pieces(args, '|', pieces_);
  for (const std::string_view argument : pieces_) {
    const std::size_t first = elements_.size();
    if (!argument.empty()) append_pieces(argument, ',', elements_);
    arguments_.push_back({first, elements_.size() - first});
  }
}

std::span<const std::string_view> ElementViews::operator[](std::size_t argument) const {
  const Part& part = arguments_[argument];
  return std::span(elements_).subspan(part.first, part.count);
}

void Symbol::set(std::string_view type, std::string_view args) {
  text_.assign(type);
  type_length_ = type.size();
  type_hash_ = hash_text(type);
  if (!args.empty()) text_.append(1, '|').append(args);
  split_ = false;
}

const ElementViews& Symbol::elements() const {
  if (!split_) {
    const std::size_t args = std::min(type_length_ + 1, text_.size());
    elements_.split(std::string_view(text_).substr(args));
    split_ = true;
  }
  return elements_;
}

std::uint64_t hash_text(std::string_view text) { return std::hash<std::string_view>{}(text); }

}  // namespace vimanager
