#include "matcher.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <vector>

namespace vimanager {
namespace {

using mmdagent::Level;

// Expanded patterns are the script's business; this only bounds the memory of one that counts up.
constexpr std::size_t max_kept_regexes = 1024;

}  // namespace

Symbol Symbol::message(std::string_view type, std::string_view args) {
  Symbol symbol;
  symbol.type = type;
  symbol.args = args;
  symbol.elements = split_argument_text(args);
  symbol.text = args.empty() ? std::string(type) : fmt::format("{}|{}", type, args);
  return symbol;
}

Symbol Symbol::epsilon() { return message(vimanager::epsilon, {}); }

Matcher::Matcher(std::string name, ScriptHost& host) : name_(std::move(name)), host_(host) {}
Matcher::~Matcher() = default;
Matcher::Matcher(Matcher&&) noexcept = default;

bool Matcher::matches(const Script& script, const Arc& arc, const Symbol& symbol,
                      Variables& variables) {
  switch (arc.condition.kind) {
    case ConditionKind::pattern:
      return pattern_matches(arc.condition, symbol, variables);
    case ConditionKind::regex:
      return regex_matches(script, arc, symbol, variables);
    case ConditionKind::test:
      return test_holds(arc.condition, variables);
  }
  return false;
}

bool Matcher::pattern_matches(const Condition& condition, const Symbol& symbol,
                              const Variables& variables) {
  const auto same = [&](const std::string& written, const std::string& text) {
    if (written.find('$') == std::string::npos) return written == text;
    return variables.expand(written) == text;
  };
  if (condition.elements.size() != symbol.elements.size()) return false;
  if (!same(condition.type, symbol.type)) return false;
  for (std::size_t i = 0; i < condition.elements.size(); ++i) {
    const std::vector<std::string>& present = symbol.elements[i];
    for (const std::string& wanted : condition.elements[i]) {
      if (std::none_of(present.begin(), present.end(),
                       [&](const std::string& element) { return same(wanted, element); })) {
        return false;
      }
    }
  }
  return true;
}

const re2::RE2& Matcher::compiled(const Script& script, const Arc& arc,
                                  const std::string& pattern) {
  const auto known = regexes_.find(pattern);
  if (known != regexes_.end()) return *known->second;
  if (regexes_.size() >= max_kept_regexes) regexes_.clear();
  re2::RE2::Options options;
  options.set_log_errors(false);
  auto regex = std::make_unique<re2::RE2>(pattern, options);
  if (!regex->ok()) {
    host_.log(Level::warning,
              fmt::format("{}: line {}: invalid regular expression: {}",
                          arc.where.empty() ? script.file : arc.where, arc.line, regex->error()));
  }
  return *regexes_.emplace(pattern, std::move(regex)).first->second;
}

bool Matcher::regex_matches(const Script& script, const Arc& arc, const Symbol& symbol,
                            Variables& variables) {
  const std::string pattern = variables.expand(arc.condition.regex);
  const re2::RE2& regex = compiled(script, arc, pattern);
  if (!regex.ok()) return pattern == symbol.text;

  const auto groups = static_cast<std::size_t>(regex.NumberOfCapturingGroups());
  std::vector<re2::StringPiece> captures(groups + 1);
  if (!regex.Match(symbol.text, 0, symbol.text.size(), re2::RE2::ANCHOR_BOTH, captures.data(),
                   static_cast<int>(captures.size()))) {
    return false;
  }
  for (std::size_t i = 1; i <= groups; ++i) {
    const std::string_view text(captures[i].data(), captures[i].size());
    variables.set_local(std::to_string(i), text);
    host_.log(Level::status, fmt::format("{}: ${}={}", name_, i, text));
  }
  return true;
}

bool Matcher::test_holds(const Condition& condition, const Variables& variables) {
  const std::string text = variables.expand(condition.field);
  const std::size_t equal = text.find("==");
  const std::size_t different = text.find("!=");
  const std::size_t at = std::min(equal, different);
  bool result = false;
  if (at != std::string::npos) {
    const bool same = std::string_view(text).substr(0, at) == std::string_view(text).substr(at + 2);
    result = same == (at == equal);
  }
  host_.log(Level::status,
            fmt::format("{}: test: {}: result = {}", name_, condition.field, result));
  return result;
}

}  // namespace vimanager
