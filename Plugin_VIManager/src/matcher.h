// Decides whether a condition matches a symbol: an incoming message, or epsilon.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "script.h"
#include "script_host.h"
#include "variables.h"

namespace re2 {
class RE2;
}

namespace vimanager {

// What a state machine is given: a message split once, or the epsilon symbol.
struct Symbol {
  std::string type;
  std::string args;
  ArgumentElements elements;
  std::string text;  // `type` or `type|args`

  static Symbol message(std::string_view type, std::string_view args);
  static Symbol epsilon();

  bool is_epsilon() const { return type == vimanager::epsilon && args.empty(); }
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
