// What a state machine is given: an incoming message, or epsilon.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "script.h"

namespace vimanager {

// The argument text of a message, split as split_argument_text() does, into views. Kept and set
// anew for each message, it allocates nothing once it has grown.
class ElementViews {
 public:
  // `args` must stay where it is while the elements are used.
  void split(std::string_view args);

  std::size_t size() const { return arguments_.size(); }
  std::span<const std::string_view> operator[](std::size_t argument) const;

 private:
  struct Part {
    std::size_t first;
    std::size_t count;
  };
  static void append_pieces(std::string_view text, char separator,
                            std::vector<std::string_view>& pieces);

  std::vector<std::string_view> pieces_;
  std::vector<std::string_view> elements_;
  std::vector<Part> arguments_;
};

// A message that is split when it is first asked for its elements: most messages concern no script.
class Symbol {
 public:
  Symbol() = default;
  Symbol(std::string_view type, std::string_view args) { set(type, args); }
  Symbol(const Symbol&) = delete;
  Symbol& operator=(const Symbol&) = delete;

  void set(std::string_view type, std::string_view args);

  std::string_view type() const { return std::string_view(text_).substr(0, type_length_); }
  const std::string& text() const { return text_; }  // `type` or `type|args`
  const ElementViews& elements() const;
  // hash_text() of the type.
  std::uint64_t type_hash() const { return type_hash_; }
  bool is_epsilon() const { return text_ == epsilon; }

 private:
  std::string text_;
  std::size_t type_length_ = 0;
  std::uint64_t type_hash_ = 0;
  mutable bool split_ = false;
  mutable ElementViews elements_;
};

std::uint64_t hash_text(std::string_view text);

}  // namespace vimanager
