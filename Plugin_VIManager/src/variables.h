// Variables of one running script: local ones, and the ways to global and environment ones.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "script_host.h"

namespace vimanager {

// A longer value fits into no message; assigning it fails with a Warning.
inline constexpr std::size_t max_value_bytes = 65'535;

// What a list of assignments names and reads; globals with their `%`.
struct ListedAssignments {
  std::vector<std::string> assigned;
  std::vector<std::string> values;      // before expansion
  std::optional<std::string> rejected;  // the first item that cannot be executed; the rest is not
};
ListedAssignments list_assignments(std::string_view list);

// Names of the variables that expanding `text` reads, globals with their `%`; not those of the
// environment.
std::vector<std::string> referenced_names(std::string_view text);

class Variables {
 public:
  // `name` is the script's name in log lines; `host` must outlive this.
  Variables(std::string name, ScriptHost& host);

  // Replaces every reference in `text`, once, from left to right; values are not scanned again. A
  // result that has grown beyond every use is not continued: posting or assigning it is refused
  // anyway. `quiet` leaves out the log lines of global and environment reads.
  std::string expand(std::string_view text, bool quiet = false) const;

  // Executes a list `${a}=x,${b}=y` in order; the first bad item ends it. True when all were good.
  bool assign(std::string_view list);

  void set_local(std::string_view name, std::string_view value);
  std::string_view local(std::string_view name) const;

  // Grows whenever a variable, local or global, is given another value than it had.
  std::uint64_t changes() const { return changes_; }

 private:
  std::string value_of(std::string_view name, bool quiet) const;
  std::string environment_value(std::string_view name, bool quiet) const;
  bool assign_one(std::string_view item);

  std::string name_;
  ScriptHost& host_;
  std::map<std::string, std::string, std::less<>> locals_;
  std::uint64_t changes_ = 0;
};

}  // namespace vimanager
