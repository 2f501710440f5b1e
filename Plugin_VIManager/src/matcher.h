// Decides whether a condition matches a symbol: an incoming message, or epsilon.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <unordered_map>

#include "script.h"
#include "script_host.h"
#include "symbol.h"
#include "variables.h"

namespace re2 {
class RE2;
}

namespace vimanager {

// Limits of regular expressions. Time is linear in the message's length, but the factor is the
// expression's size: a larger product is refused, which bounds a trial to about a tenth of a
// second.
inline constexpr std::size_t max_regex_steps = 10'000'000;
// Compiled expressions kept whose text has variables; beyond, they are compiled anew.
inline constexpr std::size_t max_kept_regexes = 1024;

// Belongs to one state machine and one script. Compiled regular expressions are kept: by their arc,
// or by their expanded text when that has variables.
class Matcher {
 public:
  Matcher(std::string name, ScriptHost& host);
  ~Matcher();
  Matcher(Matcher&&) noexcept;

  // On success a regular expression stores its groups as local variables 1, 2, …
  bool matches(const Script& script, const Arc& arc, const Symbol& symbol, Variables& variables);

 private:
  // Every text that it matches lies from `least` to `most`: a message of another type, most often,
  // costs two comparisons.
  struct Expression {
    std::unique_ptr<re2::RE2> regex;
    std::string least, most;
    bool bounded = false;
  };

  static bool pattern_matches(const Condition& condition, const Symbol& symbol,
                              const Variables& variables);
  bool regex_matches(const Script& script, const Arc& arc, const Symbol& symbol,
                     Variables& variables);
  bool test_holds(const Condition& condition, const Variables& variables);
  const Expression& expression_of(const Script& script, const Arc& arc, const Variables& variables);
  Expression compiled(const Script& script, const Arc& arc, const std::string& pattern);
  bool is_affordable(const Script& script, const Arc& arc, const re2::RE2& regex,
                     const std::string& subject);
  void warn(const Script& script, const Arc& arc, std::string_view problem);

  std::string name_;
  ScriptHost& host_;
  std::unordered_map<const Arc*, Expression> constant_regexes_;
  std::unordered_map<std::string, Expression> expanded_regexes_;
};

}  // namespace vimanager
