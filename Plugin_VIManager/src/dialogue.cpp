#include "dialogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "MMDAgent/Arguments.h"

namespace vimanager {
namespace {

using mmdagent::Level;
namespace fs = std::filesystem;

constexpr std::string_view plugin_name = "VIManager";
constexpr std::string_view main_name = "main";
constexpr std::size_t max_expected_word_bytes = 1948;

bool is_static_sub(const std::string& entry, const std::string& main_file) {
  return entry != main_file && entry.starts_with(main_file) &&
         (entry.ends_with(".fst") || entry.ends_with(".FST"));
}

// Names of the static sub-FSTs beside `file`, in byte order.
std::vector<std::string> static_sub_names(const fs::path& file) {
  const std::string main_file = file.filename().string();
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  std::vector<std::string> names;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    std::string name = entry.path().filename().string();
    if (is_static_sub(name, main_file)) names.push_back(std::move(name));
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

Dialogue::Dialogue(ScriptHost& host) : host_(host) {}

void Dialogue::start(const std::optional<std::string>& file) {
  if (file) load(*file, initial_state_name);
  host_.post("PLUGIN_EVENT_ENABLE", plugin_name);
}

void Dialogue::handle(std::string_view type, std::string_view args) {
  if (type == "FILE_EVENT_CHANGE") reload_scripts(std::string(args));
  if (type == "PLUGIN_DISABLE") {
    if (enabled_ && args == plugin_name) set_enabled(false, type);
  } else if (!enabled_) {
    if (type == "PLUGIN_ENABLE" && args == plugin_name) set_enabled(true, type);
  } else if (!command(type, args) && (main_ || !subs_.empty())) {
    symbol_.set(type, args);
    feed(symbol_);
  }
}

void Dialogue::set_enabled(bool enabled, std::string_view command) {
  enabled_ = enabled;
  host_.log(Level::captured, fmt::format("{}|{}", command, plugin_name));
  host_.post(enabled ? "PLUGIN_EVENT_ENABLE" : "PLUGIN_EVENT_DISABLE", plugin_name);
}

// Discards everything that runs and starts `file`, with the static sub-FSTs beside it.
void Dialogue::load(const std::string& file, std::string_view state) {
  main_file_ = file;
  main_.reset();
  subs_.clear();
  last_expected_words_.clear();
  auto machine = std::make_unique<Machine>(std::string(main_name), host_);
  const LoadResult result = machine->load(file, file, state);
  if (result == LoadResult::no_state) {
    host_.log(Level::error, fmt::format("initial state \"{}\" not exist in fst, skipped", state));
  }
  if (result != LoadResult::loaded) return;
  main_ = std::move(machine);
  start_static_subs(file);
  main_->close();
  for (const std::unique_ptr<Machine>& sub : subs_) sub->close();
  update_expected_words();
  remove_ended();
}

void Dialogue::start_static_subs(const std::string& file) {
  const fs::path path(file);
  int number = 0;
  for (const std::string& name : static_sub_names(path)) {
    ++number;
    const std::string found = (path.parent_path() / name).string();
    start_sub(fmt::format("sub{}", number), found, name);
  }
}

void Dialogue::start_sub(const std::string& alias, const std::string& path,
                         const std::string& shown) {
  auto machine = std::make_unique<Machine>(alias, host_);
  const LoadResult result = machine->load(path, shown, initial_state_name);
  if (result == LoadResult::no_state) {
    host_.log(Level::error, fmt::format("{} ({}): failed to set initial state to {}, skipped",
                                        alias, shown, initial_state_name));
  }
  if (result != LoadResult::loaded) return;
  subs_.push_back(std::move(machine));
  host_.post("SUBFST_EVENT_START", alias);
}

// True when `type` is one of those that scripts do not see.
bool Dialogue::command(std::string_view type, std::string_view args) {
  if (type == "FST_LOAD") {
    load_command(args);
  } else if (type == "SUBFST_START" || type == "SUBFST_START_IF") {
    start_command(type, args);
  } else if (type == "SUBFST_STOP") {
    stop_command(args);
  } else {
    return false;
  }
  return true;
}

void Dialogue::load_command(std::string_view args) {
  host_.log(Level::captured, fmt::format("FST_LOAD|{}", args));
  const std::vector<std::string> tokens = mmdagent::split_arguments(args);
  if (tokens.empty() || tokens.size() > 2) {
    host_.log(Level::error, "wrong argument format in FST_LOAD");
  } else if (tokens[0].find(',') != std::string::npos) {
    host_.log(Level::error, "wrong argument format in FST_LOAD (filename must be one)");
  } else if (tokens.size() == 2 && tokens[1].find(',') != std::string::npos) {
    host_.log(Level::error, "wrong argument format in FST_LOAD (state number must be one)");
  } else {
    host_.log(Level::status,
              fmt::format("stopping all current FSTs and (re-)loading new FST \"{}\"", tokens[0]));
    load(tokens[0], tokens.size() == 2 ? std::string_view(tokens[1]) : initial_state_name);
  }
}

void Dialogue::start_command(std::string_view type, std::string_view args) {
  host_.log(Level::captured, fmt::format("{}|{}", type, args));
  const std::vector<std::string> tokens = mmdagent::split_arguments(args);
  if (tokens.size() < 2) return;
  const std::string& alias = tokens[0];
  const std::string& file = tokens[1];
  std::error_code error;
  if (type == "SUBFST_START_IF" && !fs::is_regular_file(file, error)) return;
  start_sub(alias, file, file);
}

void Dialogue::stop_command(std::string_view alias) {
  host_.log(Level::captured, fmt::format("SUBFST_STOP|{}", alias));
  bool jumped = false;
  for (auto sub = subs_.begin(); sub != subs_.end();) {
    if ((*sub)->name() != alias) {
      ++sub;
    } else if ((*sub)->jump_to_exit()) {
      host_.log(Level::status, fmt::format("{}: deletion ordered, jump to AT_EXIT state", alias));
      jumped = true;
      ++sub;
    } else {
      host_.log(Level::status, fmt::format("{}: deleted by order", alias));
      host_.post("SUBFST_EVENT_STOP", alias);
      sub = subs_.erase(sub);
    }
  }
  if (jumped) feed(Symbol(epsilon, {}));
}

void Dialogue::reload_scripts(const std::string& changed) {
  if (!changed.ends_with(".fst") && !changed.ends_with(".FST")) return;
  if (main_ == nullptr && !main_file_.empty()) {
    // One that could not be started: perhaps it can now.
    load(std::string(main_file_), initial_state_name);
    return;
  }
  bool reloaded = main_ != nullptr && main_->depends_on(changed) && reload(*main_);
  for (const std::unique_ptr<Machine>& sub : subs_) {
    if (sub->depends_on(changed) && reload(*sub)) reloaded = true;
  }
  if (!reloaded) return;
  remove_ended();
  update_expected_words();
}

bool Dialogue::reload(Machine& machine) {
  if (machine.reload() != LoadResult::loaded) return false;
  if (enabled_) machine.close();
  return true;
}

void Dialogue::feed(const Symbol& symbol) {
  bool moved = false;
  if (main_ && main_->feed(symbol)) moved = true;
  for (const std::unique_ptr<Machine>& sub : subs_) {
    if (sub->feed(symbol)) moved = true;
  }
  remove_ended();
  if (moved) update_expected_words();
}

void Dialogue::remove_ended() {
  for (auto sub = subs_.begin(); sub != subs_.end();) {
    if ((*sub)->has_ended()) {
      const std::string alias = (*sub)->name();
      host_.log(Level::status,
                fmt::format("{}: reached state with no arc, finished itself", alias));
      host_.post("SUBFST_EVENT_STOP", alias);
      sub = subs_.erase(sub);
    } else {
      ++sub;
    }
  }
}

void Dialogue::update_expected_words() {
  std::string words;
  bool room = !main_ || main_->append_expected_words(words, max_expected_word_bytes);
  for (auto sub = subs_.begin(); room && sub != subs_.end(); ++sub) {
    room = (*sub)->append_expected_words(words, max_expected_word_bytes);
  }
  if (words.empty() || words == last_expected_words_) return;
  last_expected_words_ = words;
  host_.post("RECOG_MODIFY", fmt::format("PREDICTWORD|{}", words));
}

}  // namespace vimanager
