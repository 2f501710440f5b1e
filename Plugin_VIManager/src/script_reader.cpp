#include "script_reader.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <system_error>

namespace vimanager {
namespace {

using mmdagent::Level;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view include_word = "%INCLUDE";

// Arcs have a condition, an output and perhaps assignments.
constexpr std::size_t inner_fields = 3;
// The single-line form has two states before them.
constexpr std::size_t single_fields = 5;

std::string_view skip_blanks(std::string_view line) {
  while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
  return line;
}

// The name between the separators of `%INCLUDE(name)`, quotes removed.
std::string include_name(std::string_view rest) {
  const auto separates = [](char c) { return c == '(' || c == ')' || is_separator(c); };
  std::size_t at = 0;
  while (at < rest.size() && separates(rest[at])) ++at;
  std::string name;
  char quote = 0;
  for (; at < rest.size() && (quote != 0 || !separates(rest[at])); ++at) {
    const char c = rest[at];
    if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
    } else if (c == quote) {
      quote = 0;
    } else {
      name.push_back(c);
    }
  }
  return name;
}

struct TypeAndArguments {
  std::string_view type;
  std::string_view args;
};

// Leading separators are skipped, and so is the whole run behind the type.
TypeAndArguments split_type(std::string_view field) {
  while (field.starts_with('|')) field.remove_prefix(1);
  const std::size_t end = std::min(field.find('|'), field.size());
  std::string_view args = field.substr(end);
  while (args.starts_with('|')) args.remove_prefix(1);
  return {field.substr(0, end), args};
}

bool all_readable(const std::vector<Field>& fields) {
  for (const Field& field : fields) {
    if (!is_readable(field.text)) return false;
  }
  return true;
}

}  // namespace

ScriptReader::ScriptReader(ScriptHost& host, Variables& variables)
    : host_(host), variables_(variables) {}

std::shared_ptr<const Script> ScriptReader::read(const std::string& path,
                                                 const std::string& shown) {
  script_ = std::make_unique<Script>();
  script_->file = shown;
  good_ = true;
  files_ = 0;
  bytes_ = 0;
  if (!read_file(path, shown, 0)) good_ = false;
  if (!good_) return nullptr;
  return std::shared_ptr<const Script>(std::move(script_));
}

bool ScriptReader::may_read(const std::string& path, const std::string& shown, int depth) {
  if (depth > max_include_depth) {
    complain(fmt::format("cannot include \"{}\": files include each other more than {} deep", shown,
                         max_include_depth));
    return false;
  }
  if (++files_ > max_files) {
    complain(
        fmt::format("cannot include \"{}\": more than {} files for one script", shown, max_files));
    return false;
  }
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    complain(fmt::format("cannot open \"{}\"", shown));
    return false;
  }
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (error || size > max_file_bytes) {
    complain(fmt::format("cannot read \"{}\": larger than {} bytes", shown, max_file_bytes));
    return false;
  }
  bytes_ += size;
  if (bytes_ > max_script_bytes) {
    complain(fmt::format("cannot include \"{}\": more than {} bytes for one script", shown,
                         max_script_bytes));
    return false;
  }
  return true;
}

bool ScriptReader::read_file(const std::string& path, const std::string& shown, int depth) {
  if (!may_read(path, shown, depth)) return false;
  std::ifstream input(path, std::ios::binary);
  if (!input) {
    complain(fmt::format("cannot open \"{}\"", shown));
    return false;
  }
  host_.log(Level::status, fmt::format("{}loading FST \"{}\"",
                                       std::string(static_cast<std::size_t>(depth), '>'), shown));
  const bool was_good = good_;
  good_ = true;
  File file;
  file.shown = shown;
  file.included = depth > 0;
  std::string line;
  while (std::getline(input, line)) {
    ++file.line;
    std::string_view text = line;
    if (file.line == 1 && text.starts_with(byte_order_mark)) {
      text.remove_prefix(byte_order_mark.size());
    }
    while (text.ends_with('\r')) text.remove_suffix(1);
    if (text.size() > max_line_bytes) {
      complain_at(file, fmt::format("longer than {} bytes", max_line_bytes));
      reject_line(file);
    } else {
      read_line(file, text, depth);
    }
  }
  const bool file_good = good_;
  good_ = was_good && file_good;
  return file_good;
}

void ScriptReader::read_line(File& file, std::string_view line, int depth) {
  const std::string_view text = skip_blanks(line);
  if (text.empty()) {
    file.block.reset();
  } else if (text.front() == '$' && file.variables_allowed) {
    file.block.reset();
    read_variables(file, text);
  } else if (text.front() == '%') {
    if (text.starts_with(include_word)) read_include(file, text, depth);
  } else if (text.front() != '#') {
    file.variables_allowed = false;
    const std::vector<Field> fields = cut_fields(line);
    if (text.size() == line.size()) {
      read_definition(file, fields);
    } else if (text.front() == '+') {
      read_plus(file, fields);
    } else {
      read_inner(file, fields);
    }
  }
}

void ScriptReader::read_variables(File& file, std::string_view line) {
  script_->variable_lines.push_back(
      {std::string(line), file.included ? file.shown : std::string(), file.line});
  if (!is_readable(line) || !variables_.assign(line)) {
    complain_at(file, fmt::format("failed to set variable: \"{}\"", line));
  }
}

void ScriptReader::read_include(File& file, std::string_view line, int depth) {
  file.block.reset();
  const std::string name = include_name(line.substr(include_word.size()));
  if (name.empty()) return;
  script_->includes.push_back(name);
  if (!read_file(name, name, depth + 1)) reject_line(file);
}

void ScriptReader::read_definition(File& file, const std::vector<Field>& fields) {
  file.block.reset();
  if (fields.size() == 2 && all_readable(fields)) {
    read_header(file, fields);
    return;
  }
  if (fields.size() < single_fields - 1 || fields.size() > single_fields || !all_readable(fields)) {
    reject_line(file);
    return;
  }
  std::optional<Condition> condition = condition_of(file, fields[2].text);
  std::optional<Output> output = output_of(fields[3].text);
  if (!condition || !output) {
    reject_line(file);
    return;
  }
  const StateIndex from = script_->state(fields[0].text);
  const StateIndex to = script_->state(fields[1].text);
  add_arc(file, from, to, std::move(*condition), std::move(*output),
          fields.size() == single_fields ? &fields.back() : nullptr);
}

void ScriptReader::read_header(File& file, const std::vector<Field>& fields) {
  std::string_view target = fields[1].text;
  if (!target.ends_with(':')) {
    complain_at(file, "number line has no colon");
    reject_line(file);
    file.block.emplace();
    file.block->broken = true;
    return;
  }
  target.remove_suffix(1);
  if (target.empty()) {
    reject_line(file);
    return;
  }
  file.block.emplace();
  file.block->from = script_->state(fields[0].text);
  file.block->to = script_->state(target);
}

void ScriptReader::read_inner(File& file, const std::vector<Field>& fields) {
  if (!file.block) {
    complain_at(file, "not in a block definition");
    reject_line(file);
    return;
  }
  detail::Block& block = *file.block;
  if (block.broken) return;
  if (fields.size() < 2 || fields.size() > inner_fields || !all_readable(fields)) {
    if (block.has_lines) {
      drop_line(file, "a condition, an output and at most one list of assignments are expected");
    } else {
      reject_line(file);
    }
    return;
  }
  std::optional<Condition> condition = condition_of(file, fields[0].text);
  std::optional<Output> output = output_of(fields[1].text);
  if (!condition || !output) {
    reject_line(file);
    return;
  }
  if (block.has_lines) {
    const StateIndex between = script_->states.size();
    script_->states.push_back({"", block.from, block.to, {}});
    for (const std::size_t arc : block.step) script_->arcs[arc].to = between;
    block.step_from = between;
  } else {
    block.step_from = block.from;
  }
  block.has_lines = true;
  block.step_output = *output;
  block.step = {add_arc(file, block.step_from, block.to, std::move(*condition), std::move(*output),
                        fields.size() == inner_fields ? &fields[2] : nullptr)};
}

void ScriptReader::read_plus(File& file, const std::vector<Field>& fields) {
  if (!file.block) {
    complain_at(file, "not in a block definition");
    reject_line(file);
    return;
  }
  detail::Block& block = *file.block;
  if (block.broken) return;
  const std::string_view field = fields.empty() ? std::string_view() : fields[0].text;
  if (!block.has_lines) {
    complain_at(file, fmt::format("'+' should not be at the top of block: {}", field));
    reject_line(file);
    return;
  }
  if (field.size() < 2 || fields.size() > inner_fields || !all_readable(fields)) {
    drop_line(file, "+condition, an output and at most one list of assignments are expected");
    return;
  }
  std::optional<Condition> condition = condition_of(file, field.substr(1));
  std::optional<Output> output =
      fields.size() > 1 ? output_of(fields[1].text) : std::optional<Output>(block.step_output);
  if (!condition || !output) {
    reject_line(file);
    return;
  }
  block.step.push_back(add_arc(file, block.step_from, block.to, std::move(*condition),
                               std::move(*output),
                               fields.size() == inner_fields ? &fields[2] : nullptr));
}

std::optional<Condition> ScriptReader::condition_of(const File& file, std::string_view field) {
  Condition condition;
  condition.field = field;
  if (field.size() >= 2 && field.front() == '@' && field.back() == '@') {
    condition.kind = ConditionKind::regex;
    condition.regex = field.substr(1, field.size() - 2);
    return condition;
  }
  if (field.size() >= 2 && field.front() == '$') {
    condition.kind = ConditionKind::test;
    const std::string expanded = variables_.expand(field, true);
    if (expanded.find("==") == std::string::npos && expanded.find("!=") == std::string::npos) {
      complain_at(file, fmt::format("format error in variable test: {}", field));
      return std::nullopt;
    }
    return condition;
  }
  const TypeAndArguments parts = split_type(field);
  if (parts.type.empty()) return std::nullopt;
  condition.type = parts.type;
  condition.argument_text = parts.args;
  condition.elements = split_argument_text(parts.args);
  return condition;
}

std::optional<Output> ScriptReader::output_of(std::string_view field) {
  const TypeAndArguments parts = split_type(field);
  if (parts.type.empty()) return std::nullopt;
  return Output{std::string(parts.type), std::string(parts.args)};
}

std::size_t ScriptReader::add_arc(const File& file, StateIndex from, StateIndex to,
                                  Condition condition, Output output, const Field* assignments) {
  Arc arc;
  arc.from = from;
  arc.to = to;
  arc.condition = std::move(condition);
  arc.output = std::move(output);
  if (assignments != nullptr) arc.assignments = assignments->raw;
  if (file.included) arc.where = file.shown;
  arc.line = file.line;
  const std::size_t index = script_->arcs.size();
  script_->arcs.push_back(std::move(arc));
  script_->states[from].arcs.push_back(index);
  return index;
}

void ScriptReader::complain(const std::string& text) {
  good_ = false;
  host_.log(Level::error, text);
}

void ScriptReader::complain_at(const File& file, std::string_view problem) {
  host_.log(Level::error, fmt::format("{}: line {}: {}", file.shown, file.line, problem));
}

void ScriptReader::reject_line(const File& file) {
  complain(fmt::format("{}: wrong format at line {}", file.shown, file.line));
}

void ScriptReader::drop_line(const File& file, std::string_view reason) {
  host_.log(Level::warning,
            fmt::format("{}: line {}: left out, {}", file.shown, file.line, reason));
}

}  // namespace vimanager
