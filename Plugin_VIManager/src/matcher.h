// Decides whether a condition matches a symbol: an incoming message, or epsilon.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "script.h"
#include "script_host.h"
#include "variables.h"

namespace re2 {
class RE2;
}

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

// What a state machine is given: a message split once, or the epsilon symbol.
class Symbol {
 public:
  Symbol() = default;
  Symbol(std::string_view type, std::string_view args) { set(type, args); }
  Symbol(const Symbol&) = delete;
  Symbol& operator=(const Symbol&) = delete;

  void set(std::string_view type, std::string_view args);

  std::string_view type() const { return std::string_view(text_).substr(0, type_length_); }
  const std::string& text() const { return text_; }  // `type` or `type|args`
  const ElementViews& elements() const { return elements_; }
  bool is_epsilon() const { return text_ == epsilon; }

 private:
  std::string text_;
  std::size_t type_length_ = 0;
  ElementViews elements_;
};

// Belongs to one state machine. Compiled regular expressions are kept by their expanded text.
class Matcher {
 public:
  Matcher(std::string name, ScriptHost& host);
  ~Matcher();
  Matcher(Matcher&&) noexcept;

  // On success a regular expression stores its groups as local variables 1, 2, …
  bool matches(const Script& script, const Arc& arc, const Symbol& symbol, Variables& variables);

 private:
  static bool pattern_matches(const Condition& condition, const Symbol& symbol,
                              const Variables& variables);
  bool regex_matches(const Script& script, const Arc& arc, const Symbol& symbol,
                     Variables& variables);
  bool test_holds(const Condition& condition, const Variables& variables);
  const re2::RE2& compiled(const Script& script, const Arc& arc, const std::string& pattern);

  std::string name_;
  ScriptHost& host_;
  std::unordered_map<std::string, std::unique_ptr<re2::RE2>> regexes_;
};

}  // namespace vimanager
