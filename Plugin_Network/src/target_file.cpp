#include "target_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <system_error>

namespace network {
namespace {

namespace fs = std::filesystem;

bool lies_in(const fs::path& path, const fs::path& folder) {
  const auto [left, rest] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return left == folder.end();
}

}  // namespace

std::unique_ptr<TargetFile> TargetFile::create(const fs::path& folder, const std::string& name,
                                               std::string& reason) {
  std::error_code error;
  const fs::path inside = fs::canonical(folder.empty() ? fs::path(".") : folder, error);
  const fs::path wanted = (inside / name).lexically_normal();
  const fs::path parent = fs::weakly_canonical(wanted.parent_path(), error);
  if (!wanted.has_filename() || error || !lies_in(parent, inside)) {
    reason = fmt::format("file \"{}\" does not lie in the content's folder", name);
    return nullptr;
  }
  const fs::path target = parent / wanted.filename();
  if (fs::is_directory(target, error)) {
    reason = fmt::format("file \"{}\" is a folder", name);
    return nullptr;
  }
  for (int number = 0;; ++number) {
    fs::path hidden = parent / fmt::format(".download-{}-{}", getpid(), number);
    const int descriptor = open(hidden.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor >= 0) {
      return std::unique_ptr<TargetFile>(new TargetFile(target, std::move(hidden), descriptor));
    }
    if (errno == EEXIST) continue;
    reason = fmt::format("cannot write \"{}\": {}", name, std::generic_category().message(errno));
    return nullptr;
  }
}

TargetFile::~TargetFile() {
  if (descriptor_ >= 0) close(descriptor_);
  if (!finished_) unlink(hidden_.c_str());
}

bool TargetFile::write(std::string_view bytes) noexcept {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    size_ += count;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

bool TargetFile::finish() noexcept {
  const bool closed = close(descriptor_) == 0;
  descriptor_ = -1;
  finished_ = closed && std::rename(hidden_.c_str(), target_.c_str()) == 0;
  return finished_;
}

}  // namespace network
