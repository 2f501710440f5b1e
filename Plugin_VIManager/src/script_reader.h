// Reads a script file, its included files too, into a Script.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "line_fields.h"
#include "script.h"
#include "script_host.h"
#include "variables.h"

namespace vimanager {

// Limits of a script file.
inline constexpr std::size_t max_line_bytes = 65'535;
inline constexpr std::uintmax_t max_file_bytes = std::uintmax_t{16} << 20;
inline constexpr int max_include_depth = 32;
// Files read for one script, each counted as often as it is included.
inline constexpr int max_files = 1'000;
inline constexpr std::uintmax_t max_script_bytes = std::uintmax_t{64} << 20;

namespace detail {

// A block `from to:` that following indented lines belong to.
struct Block {
  bool broken = false;  // the header was wrong: its lines are passed over without complaint
  StateIndex from = 0;
  StateIndex to = 0;
  bool has_lines = false;
  StateIndex step_from = 0;       // source of the present step
  std::vector<std::size_t> step;  // arcs of the present step
  Output step_output;             // of its first line, inherited by `+` lines
};

}  // namespace detail

// Errors are logged, one line or two for each bad line; reading goes on, so that all are reported.
class ScriptReader {
 public:
  // Variable lines take effect in `variables` while they are read.
  ScriptReader(ScriptHost& host, Variables& variables);

  // `path` is where the file lies, `shown` its name in log lines. Null when anything was wrong.
  std::shared_ptr<const Script> read(const std::string& path, const std::string& shown);

 private:
  // One file being read.
  struct File {
    std::string shown;
    bool included = false;
    bool variables_allowed = true;  // no definition line seen yet
    std::optional<detail::Block> block;
    std::size_t line = 0;
  };

  bool read_file(const std::string& path, const std::string& shown, int depth);
  // False, with an Error line, when the file cannot or must not be read.
  bool may_read(const std::string& path, const std::string& shown, int depth);
  void read_line(File& file, std::string_view line, int depth);
  void read_variables(File& file, std::string_view line);
  void read_include(File& file, std::string_view line, int depth);
  void read_definition(File& file, const std::vector<Field>& fields);
  void read_header(File& file, const std::vector<Field>& fields);
  void read_inner(File& file, const std::vector<Field>& fields);
  void read_plus(File& file, const std::vector<Field>& fields);

  std::optional<Condition> condition_of(const File& file, std::string_view field);
  static std::optional<Output> output_of(std::string_view field);
  std::size_t add_arc(const File& file, StateIndex from, StateIndex to, Condition condition,
                      Output output, const Field* assignments);

  void complain(const std::string& text);
  void complain_at(const File& file, std::string_view problem);
  void reject_line(const File& file);
  void drop_line(const File& file, std::string_view reason);

  ScriptHost& host_;
  Variables& variables_;
  std::unique_ptr<Script> script_;
  bool good_ = true;
  int files_ = 0;
  std::uintmax_t bytes_ = 0;
};

}  // namespace vimanager
