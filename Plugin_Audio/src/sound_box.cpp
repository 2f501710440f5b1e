#include "sound_box.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "lip_labels.h"

namespace audio {

using mmdagent::Level;

SoundBox::SoundBox(SoundReports& reports, bool silent) : reports_(reports), silent_(silent) {}

SoundBox::~SoundBox() { channels_.stop_all(); }

bool SoundBox::open_device() {
  if (device_) return true;
  if (device_failed_) return false;
  std::string reason;
  device_ = OutputDevice::open(silent_, reason);
  if (!device_) {
    device_failed_ = true;
    reports_.log(Level::error, fmt::format("no sound can be played: {}", reason));
    return false;
  }
  if (device_->is_loopback() && !silent_) {
    reports_.log(Level::warning, "no sound device: sounds play unheard, with correct timing");
  }
  device_->make_current();
  return true;
}

void SoundBox::start(const std::string& alias, const std::string& path,
                     std::vector<std::string> models) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    reports_.log(Level::error, fmt::format("{}: failed to play {}, file missing", alias, path));
    return;
  }
  if (!open_device()) return;
  std::string reason;
  std::unique_ptr<SoundFile> file = SoundFile::open(path, reason);
  if (!file) {
    reports_.log(Level::error,
                 fmt::format("{}: failed to start playing audio: {}: {}", alias, path, reason));
    return;
  }
  stop(alias);
  if (!channels_.start(alias, std::move(file))) {
    reports_.log(Level::error,
                 fmt::format("{}: failed to start playing audio: too many sounds", alias));
    return;
  }
  move_lips(alias, path, std::move(models));
  reports_.started(alias);
}

void SoundBox::move_lips(const std::string& alias, const std::string& path,
                         std::vector<std::string> models) {
  if (models.empty()) return;
  const std::optional<std::string> sequence = read_lip_labels(path);
  if (!sequence) return;
  for (const std::string& model : models) reports_.lips_started(model, *sequence);
  moved_models_[alias] = std::move(models);
}

void SoundBox::tell_end(const std::string& alias) {
  if (const auto moved = moved_models_.extract(alias)) {
    for (const std::string& model : moved.mapped()) reports_.lips_stopped(model);
  }
  reports_.stopped(alias);
}

void SoundBox::stop(const std::string& alias) {
  if (channels_.stop(alias)) tell_end(alias);
}

void SoundBox::update(double seconds) {
  if (!device_ || channels_.empty()) return;
  if (device_->is_loopback()) device_->render(seconds);
  for (const std::string& alias : channels_.update()) tell_end(alias);
}

}  // namespace audio
