// What mmdtool check found: errors make content unusable or wrong, warnings may be meant.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace mmdtool {

struct Finding {
  bool is_error = false;
  std::string kind;  // for programs: a fixed word of the kind "missing-texture"
  std::string file;
  std::string text;  // for people, without the file

  bool operator==(const Finding&) const = default;
};

// The first names, and how many others there are.
std::string listed(const std::vector<std::string>& names);

class Report {
 public:
  void error(std::string_view kind, const std::string& file, std::string text);
  void warning(std::string_view kind, const std::string& file, std::string text);
  // Lines of a reader, which begin with the name of the file already.
  void error_line(const std::string& file, std::string_view line);
  void warning_lines(const std::string& file, const std::vector<std::string>& lines);

  const std::vector<Finding>& findings() const { return findings_; }
  std::size_t errors() const;
  std::size_t warnings() const { return findings_.size() - errors(); }

  void print_text(std::ostream& out, std::size_t files) const;
  void print_json(std::ostream& out, std::size_t files) const;

 private:
  // A file that is read in several ways is told of once.
  void add(Finding finding);

  std::vector<Finding> findings_;
};

}  // namespace mmdtool
