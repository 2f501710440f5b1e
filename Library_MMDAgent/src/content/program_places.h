// Where the program's own files lie, in a build folder and after installation alike.
#pragma once

#include <filesystem>

namespace mmdagent {

// Absolute paths. A folder that is missing in both layouts is named as beside the program.
struct ProgramPlaces {
  std::filesystem::path system_dir;    // holds the program
  std::filesystem::path plugin_dir;    // system_dir/Plugins, or ../lib/mmdagent/Plugins
  std::filesystem::path app_data_dir;  // system_dir/AppData, or ../share/mmdagent/AppData
};

ProgramPlaces program_places(const std::filesystem::path& system_dir);

// The folder of the running program as the system knows it, whatever it was called by.
std::filesystem::path running_program_dir();

}  // namespace mmdagent
