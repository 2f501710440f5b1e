// A file in the making: it has its name only when it is whole.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace network {

// Any one thread.
class TargetFile {
 public:
  // `name` is relative to `folder` and must lie in it, links followed. Null, and the reason, where
  // it does not or cannot be made.
  static std::unique_ptr<TargetFile> create(const std::filesystem::path& folder,
                                            const std::string& name, std::string& reason);
  ~TargetFile();
  TargetFile(const TargetFile&) = delete;
  TargetFile& operator=(const TargetFile&) = delete;

  // False when the disk takes no more.
  bool write(std::string_view bytes) noexcept;
  std::int64_t size() const { return size_; }

  // Gives it its name, over a file that has it already. Without this nothing is left.
  bool finish() noexcept;

 private:
  TargetFile(std::filesystem::path target, std::filesystem::path hidden, int descriptor)
      : target_(std::move(target)), hidden_(std::move(hidden)), descriptor_(descriptor) {}

  std::filesystem::path target_;
  std::filesystem::path hidden_;
  int descriptor_;
  std::int64_t size_ = 0;
  bool finished_ = false;
};

}  // namespace network
