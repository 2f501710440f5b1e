#include "content/content_arguments.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

#include "MMDFiles/paths.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;

bool is_package(const std::string& argument) {
  return !is_web_address(argument) && mmd::has_suffix(argument, ".mmda");
}

bool is_settings(const std::string& argument) {
  if (is_web_address(argument)) return false;
  std::error_code ignored;
  return mmd::has_suffix(argument, ".mdf") || fs::is_directory(argument, ignored);
}

}  // namespace

bool is_web_address(std::string_view argument) {
  constexpr std::array<std::string_view, 3> schemes = {"http://", "https://", "mmdagent://"};
  return std::ranges::any_of(schemes,
                             [&](std::string_view scheme) { return argument.starts_with(scheme); });
}

std::string absolute_argument(std::string_view argument, const std::string& folder) {
  if (is_web_address(argument)) return std::string(argument);
  return (fs::path(folder) / argument).lexically_normal().string();
}

std::vector<std::string> with_content(std::span<const std::string> arguments,
                                      const std::string& target) {
  std::vector<std::string> changed(arguments.begin(), arguments.end());
  for (const auto matches :
       {is_package, +[](const std::string& a) { return is_web_address(a); }, is_settings}) {
    const auto last = std::find_if(changed.rbegin(), changed.rend(), matches);
    if (last == changed.rend()) continue;
    *last = target;
    return changed;
  }
  changed.push_back(target);
  return changed;
}

}  // namespace mmdagent
