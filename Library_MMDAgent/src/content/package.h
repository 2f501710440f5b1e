// Content packages (.mmda): ZIP archives with one content.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <variant>

namespace mmdagent {

// A package unpacked into a folder of its own, which goes with everything in it at the end of this
// object's life.
class ExtractedPackage {
 public:
  ExtractedPackage(std::filesystem::path folder, std::filesystem::path settings_file);
  ~ExtractedPackage();
  ExtractedPackage(const ExtractedPackage&) = delete;
  ExtractedPackage& operator=(const ExtractedPackage&) = delete;

  const std::filesystem::path& folder() const { return folder_; }
  // The shallowest .mdf, the first by name where several are.
  const std::filesystem::path& settings_file() const { return settings_file_; }

 private:
  std::filesystem::path folder_;
  std::filesystem::path settings_file_;
};

// Either the package or why there is none. What `folder` held is removed first; after an error it
// does not exist. Nothing is written outside it. Blocks for as long as unpacking takes.
std::variant<std::unique_ptr<ExtractedPackage>, std::string> extract_package(
    const std::filesystem::path& archive, const std::filesystem::path& folder);

// The user's content folder: $MMDAgentContentDir, else $HOME/MMDAgent-Contents; made if it is
// missing. Absolute; empty when it cannot be had.
std::filesystem::path user_content_folder();

// That folder if it exists; nothing is made.
std::filesystem::path existing_user_content_folder();

// A folder for a package of this process below the user's content folder, another at each call.
// Empty without that.
std::filesystem::path package_folder();

}  // namespace mmdagent
