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
  if (!args.empty()) text_.append(1, '|').append(args);
  elements_.split(args.empty() ? args : std::string_view(text_).substr(type_length_ + 1));
}

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
  if (!regex.ok()) return pattern == symbol.text();

  const auto groups = static_cast<std::size_t>(regex.NumberOfCapturingGroups());
  std::vector<re2::StringPiece> captures(groups + 1);
  if (!regex.Match(symbol.text(), 0, symbol.text().size(), re2::RE2::ANCHOR_BOTH, captures.data(),
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
