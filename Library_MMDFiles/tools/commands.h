// The subcommands of mmdtool. Each prints its result on `out` and problems on `err`, one line each,
// and returns the exit code: 0 done, 1 problems or failure.
#pragma once

#include <iosfwd>
#include <span>
#include <string>
#include <vector>

namespace mmdtool {

struct ContentCheck;

struct Streams {
  std::ostream& out;
  std::ostream& err;
};

struct InfoArguments {
  std::string file;
  bool json = false;
};
int run_info(const InfoArguments& arguments, const Streams& streams);

struct PoseArguments {
  std::string model;
  std::string motion;  // empty: rest pose
  std::vector<int> frames;
  std::vector<std::string> settings;  // KEY=VALUE
  bool physics = false;
  bool json = false;
};
// 2 for a setting that is unknown or has no value.
int run_pose(const PoseArguments& arguments, const Streams& streams);

struct CheckArguments {
  std::string path;  // file or folder
  bool json = false;
};
// `more`: checks of files that are not of this library. 1 when there is any error; warnings do not
// count.
int run_check(const CheckArguments& arguments, std::span<const ContentCheck> more,
              const Streams& streams);

}  // namespace mmdtool
