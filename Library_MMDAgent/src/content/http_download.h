// Fetches files over HTTP, safely: verified TLS, or plain http on this machine.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace mmdagent {

// One thread at a time. Everything blocks, until `stop` is requested at the latest.
class HttpDownload {
 public:
  explicit HttpDownload(std::stop_token stop);
  ~HttpDownload();
  HttpDownload(const HttpDownload&) = delete;
  HttpDownload& operator=(const HttpDownload&) = delete;

  // The whole of a document of at most `most_bytes`; a problem, one line that names the address.
  std::optional<std::string> fetch_text(const std::string& address, std::uint64_t most_bytes,
                                        std::string& text);

  // Into `file`, which goes on growing where an earlier attempt left it. Bytes beyond `bytes` are a
  // problem; fewer at the end are one too.
  std::optional<std::string> fetch_file(const std::string& address, std::uint64_t bytes,
                                        const std::filesystem::path& file);

 private:
  struct Transfer;
  struct Handle;
  std::optional<std::string> follow(const std::string& address, Transfer& transfer);
  std::optional<std::string> request(const std::string& address, Transfer& transfer,
                                     std::string& redirect);

  std::stop_token stop_;
  std::unique_ptr<Handle> handle_;
};

// Of a file, 64 lower-case hexadecimal digits; empty when it cannot be read.
std::string sha256_of(const std::filesystem::path& file);

}  // namespace mmdagent
