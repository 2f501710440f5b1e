#include "content/file_replacement.h"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <system_error>

namespace mmdagent {

std::optional<std::string> replace_file(const std::filesystem::path& file, std::string_view text) {
  std::filesystem::path beside = file;
  beside += fmt::format(".{}.tmp", getpid());
  std::ofstream out(beside, std::ios::binary | std::ios::trunc);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.close();
  std::error_code error;
  if (out) std::filesystem::rename(beside, file, error);
  if (out && !error) return std::nullopt;
  std::error_code ignored;
  std::filesystem::remove(beside, ignored);
  return fmt::format("{}: failed to write{}{}", file.string(), error ? ": " : "",
                     error ? error.message() : std::string());
}

}  // namespace mmdagent
