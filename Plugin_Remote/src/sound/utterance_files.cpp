#include "sound/utterance_files.h"

#include <fmt/format.h>

#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <limits>
#include <memory>
#include <string_view>
#include <utility>

#include "MMDAgent/Host.h"
#include "remote_limits.h"
#include "sound/voice.h"

namespace mmdagent::remote {
namespace {

namespace fs = std::filesystem;

constexpr const char* unfinished_name = "tmprecord.000";

void append(std::string& bytes, std::uint32_t value, int size) {
  for (int i = 0; i < size; ++i) bytes.push_back(static_cast<char>(value >> (8 * i)));
}

// RIFF, 16 bits, one channel.
std::string wave_file(const std::vector<std::int16_t>& samples) {
  constexpr std::uint32_t rate = voice_rate;
  const auto size = static_cast<std::uint32_t>(samples.size() * sizeof(std::int16_t));
  std::string bytes = "RIFF";
  bytes.reserve(44 + size);
  append(bytes, 36 + size, 4);
  bytes += "WAVEfmt ";
  append(bytes, 16, 4);
  append(bytes, 1, 2);
  append(bytes, 1, 2);
  append(bytes, rate, 4);
  append(bytes, 2 * rate, 4);
  append(bytes, 2, 2);
  append(bytes, 16, 2);
  bytes += "data";
  append(bytes, size, 4);
  for (const std::int16_t sample : samples) append(bytes, static_cast<std::uint16_t>(sample), 2);
  return bytes;
}

// Why not; empty when it is written.
std::string write_bytes(const std::string& path, std::string_view bytes) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "wbe"),
                                                             &std::fclose);
  if (file == nullptr || std::fwrite(bytes.data(), 1, bytes.size(), file.get()) != bytes.size() ||
      std::fflush(file.get()) != 0)
    return std::strerror(errno);
  return {};
}

}  // namespace

std::string utterance_file_name(double time) {
  const double whole = std::floor(time);
  const auto seconds = static_cast<std::time_t>(whole);
  std::tm local{};
  ::localtime_r(&seconds, &local);
  return fmt::format("{:04}_{:02}_{:02}__{:02}_{:02}_{:02}__{:03}.wav", local.tm_year + 1900,
                     local.tm_mon + 1, local.tm_mday, local.tm_hour, local.tm_min, local.tm_sec,
                     static_cast<int>((time - whole) * 1000.0));
}

UtteranceFiles::UtteranceFiles(Host& host, const std::string& folder, long minutes)
    : host_(host),
      folder_((fs::path(host.content_dir()) / folder).lexically_normal().string()),
      longest_(minutes == 0 ? std::numeric_limits<double>::infinity()
                            : 60.0 * static_cast<double>(minutes)),
      is_on_(!folder.empty()) {}

UtteranceFiles::~UtteranceFiles() { stop(); }

void UtteranceFiles::write(std::vector<std::int16_t> samples, double time) {
  if (!is_on_ || samples.empty()) return;
  seconds_ += static_cast<double>(samples.size()) / voice_rate;
  if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
  {
    const std::scoped_lock lock(mutex_);
    if (waiting_.size() < max_waiting_utterances)
      waiting_.push_back({std::move(samples), time});
    else
      host_.log(Level::warning, "recording: the disk is too slow, an utterance is lost");
    changed_.notify_one();
  }
  if (seconds_ <= longest_) return;
  is_on_ = false;
  host_.log(Level::warning,
            fmt::format("recording: the limit of {:.0f} minutes is reached, no more is recorded "
                        "until the next start",
                        longest_ / 60.0));
}

void UtteranceFiles::stop() {
  is_on_ = false;
  {
    const std::scoped_lock lock(mutex_);
    ends_ = true;
    changed_.notify_one();
  }
  if (thread_.joinable()) thread_.join();
}

void UtteranceFiles::run() {
  std::vector<Utterance> taken;
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return ends_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    std::swap(taken, waiting_);
    lock.unlock();
    for (const Utterance& utterance : taken) write_file(utterance);
    taken.clear();
    lock.lock();
  }
}

// Under its own name the file is whole at once.
void UtteranceFiles::write_file(const Utterance& utterance) const {
  std::error_code error;
  fs::create_directories(folder_, error);
  const fs::path unfinished = fs::path(folder_) / unfinished_name;
  std::string problem =
      error ? error.message() : write_bytes(unfinished.string(), wave_file(utterance.samples));
  double time = utterance.time;
  fs::path path = fs::path(folder_) / utterance_file_name(time);
  while (problem.empty() && fs::exists(path, error))
    path = fs::path(folder_) / utterance_file_name(time += 0.001);
  if (problem.empty()) {
    fs::rename(unfinished, path, error);
    if (error) problem = error.message();
  }
  if (problem.empty()) {
    host_.log(Level::status,
              fmt::format("recording: {}: {:.2f} s", path.string(),
                          static_cast<double>(utterance.samples.size()) / voice_rate));
  } else {
    host_.log(Level::error, fmt::format("recording: {}: {}", path.string(), problem));
  }
}

}  // namespace mmdagent::remote
