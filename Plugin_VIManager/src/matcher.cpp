#include "matcher.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace vimanager {
namespace {

using mmdagent::Level;

// Bounds a compiled expression and what RE2 remembers while it matches.
constexpr std::int64_t max_regex_bytes = 4 << 20;
// Of the texts that bound what an expression matches: longer than any message's type.
constexpr int bound_bytes = 64;

}  // namespace

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
  const auto same = [&](const std::string& written, std::string_view text) {
    if (written.find('$') == std::string::npos) return written == text;
    return variables.expand(written) == text;
  };
  if (condition.elements.size() != symbol.elements().size()) return false;
  if (!same(condition.type, symbol.type())) return false;
  for (std::size_t i = 0; i < condition.elements.size(); ++i) {
    const std::span<const std::string_view> present = symbol.elements()[i];
    for (const std::string& wanted : condition.elements[i]) {
      if (std::none_of(present.begin(), present.end(),
                       [&](std::string_view element) { return same(wanted, element); })) {
        return false;
      }
    }
  }
  return true;
}

const Matcher::Expression& Matcher::expression_of(const Script& script, const Arc& arc,
                                                  const Variables& variables) {
  const std::string& written = arc.condition.regex;
  if (written.find('$') == std::string::npos) {
    Expression& expression = constant_regexes_[&arc];
    if (expression.regex == nullptr) expression = compiled(script, arc, written);
    return expression;
  }
  const std::string pattern = variables.expand(written);
  const auto known = expanded_regexes_.find(pattern);
  if (known != expanded_regexes_.end()) return known->second;
  if (expanded_regexes_.size() >= max_kept_regexes) expanded_regexes_.clear();
  return expanded_regexes_.emplace(pattern, compiled(script, arc, pattern)).first->second;
}

Matcher::Expression Matcher::compiled(const Script& script, const Arc& arc,
                                      const std::string& pattern) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(max_regex_bytes);
  Expression expression{std::make_unique<re2::RE2>(pattern, options), {}, {}};
  if (expression.regex->ok()) {
    expression.bounded =
        expression.regex->PossibleMatchRange(&expression.least, &expression.most, bound_bytes);
  } else {
    warn(script, arc, fmt::format("invalid regular expression: {}", expression.regex->error()));
  }
  return expression;
}

bool Matcher::is_affordable(const Script& script, const Arc& arc, const re2::RE2& regex,
                            const std::string& subject) {
  const auto steps = static_cast<std::size_t>(regex.ProgramSize()) * (subject.size() + 1);
  if (steps <= max_regex_steps) return true;
  warn(script, arc,
       fmt::format("a message of {} bytes is not compared with a regular expression of {} steps",
                   subject.size(), regex.ProgramSize()));
  return false;
}

void Matcher::warn(const Script& script, const Arc& arc, std::string_view problem) {
  host_.log(Level::warning,
            fmt::format("{}: line {}: {}", arc.where.empty() ? script.file : arc.where, arc.line,
                        problem));
}

bool Matcher::regex_matches(const Script& script, const Arc& arc, const Symbol& symbol,
                            Variables& variables) {
  const Expression& expression = expression_of(script, arc, variables);
  const re2::RE2& regex = *expression.regex;
  const std::string& subject = symbol.text();
  if (expression.bounded && (subject < expression.least || subject > expression.most)) return false;
  if (!regex.ok()) return regex.pattern() == subject;
  if (!is_affordable(script, arc, regex, subject)) return false;

  const auto groups = static_cast<std::size_t>(regex.NumberOfCapturingGroups());
  std::vector<re2::StringPiece> captures(groups + 1);
  if (!regex.Match(subject, 0, subject.size(), re2::RE2::ANCHOR_BOTH, captures.data(),
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
