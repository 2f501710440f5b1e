// All running scripts: the main one and its companions, and the messages that start and stop them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "machine.h"
#include "matcher.h"
#include "script_host.h"

namespace vimanager {

class Dialogue {
 public:
  explicit Dialogue(ScriptHost& host);

  // Starts the content's script, or none, and announces that the plugin is there.
  void start(const std::optional<std::string>& file);

  // Any message: those that start and stop scripts or the whole plugin act here, all others go to
  // every script, main first. FILE_EVENT_CHANGE also lets scripts that depend on that file read it
  // anew.
  void handle(std::string_view type, std::string_view args);

  // What runs now; null when there is no main script.
  const Machine* main() const { return main_.get(); }
  const std::vector<std::unique_ptr<Machine>>& subs() const { return subs_; }
  // False while the scripts see no messages.
  bool is_enabled() const { return enabled_; }

 private:
  void load(const std::string& file, std::string_view state);
  bool command(std::string_view type, std::string_view args);
  void set_enabled(bool enabled, std::string_view command);
  void start_static_subs(const std::string& file);
  void start_sub(const std::string& alias, const std::string& path, const std::string& shown);
  void load_command(std::string_view args);
  void start_command(std::string_view type, std::string_view args);
  void stop_command(std::string_view alias);
  void reload_scripts(const std::string& changed);
  bool reload(Machine& machine);
  void feed(const Symbol& symbol);
  void remove_ended();
  void update_expected_words();

  ScriptHost& host_;
  bool enabled_ = true;
  Symbol symbol_;          // of the message being handled
  std::string main_file_;  // also where it could not be started; empty: none was asked for
  std::unique_ptr<Machine> main_;
  std::vector<std::unique_ptr<Machine>> subs_;
  std::string last_expected_words_;
};

}  // namespace vimanager
