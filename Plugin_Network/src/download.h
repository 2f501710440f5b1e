// One transfer.
#pragma once

#include <curl/curl.h>

#include <cstdint>
#include <memory>
#include <string>

#include "network_limits.h"
#include "target_file.h"

namespace network {

// What tests change.
struct DownloadRules {
  long silence_seconds = limits::silence_seconds;
  std::int64_t file_bytes = limits::file_bytes;
};

// Made by one thread and handed to another, which drives handle().
class Download {
 public:
  Download(std::string name, std::string address, std::unique_ptr<TargetFile> file,
           const DownloadRules& rules, std::uint64_t generation);
  ~Download();
  Download(const Download&) = delete;
  Download& operator=(const Download&) = delete;

  CURL* handle() const { return handle_; }
  const std::string& name() const { return name_; }
  const std::string& address() const { return address_; }
  // Which of the times between two disablings it belongs to.
  std::uint64_t generation() const { return generation_; }

  // After the transfer has ended: why it failed, or empty; the file then has its name.
  std::string finish(CURLcode result);

  Download* next = nullptr;  // of the list that hands it over

 private:
  static std::size_t receive(char* bytes, std::size_t one, std::size_t count, void* self) noexcept;
  bool take(std::string_view bytes) noexcept;

  std::string name_;
  std::string address_;
  std::unique_ptr<TargetFile> file_;
  std::int64_t file_bytes_;
  std::uint64_t generation_;
  CURL* handle_;
  const char* problem_ = nullptr;  // of the file
};

}  // namespace network
