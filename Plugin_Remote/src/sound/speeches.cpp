#include "sound/speeches.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

#include "MMDAgent/Arguments.h"
#include "MMDAgent/Host.h"
#include "remote_limits.h"
#include "remote_options.h"
#include "sound/mouth_reader.h"
#include "sound/speech_stream.h"
#include "sound/utterance_files.h"
#include "sound/voice.h"
#include "sound/voice_output.h"
#include "sound_file.h"

namespace mmdagent::remote {
namespace {

constexpr double frames_per_second = 30.0;
constexpr double silence_after = 0.1;  // seconds

// To 16 kHz: the mean of what lies between two of the new samples, or a line between the old ones.
std::vector<std::int16_t> resampled(const std::vector<std::int16_t>& from, int rate) {
  if (rate == voice_rate) return from;
  const double step = static_cast<double>(rate) / voice_rate;
  const auto count = static_cast<std::size_t>(static_cast<double>(from.size()) / step);
  std::vector<std::int16_t> to(count);
  for (std::size_t i = 0; i < count; ++i) {
    const double at = static_cast<double>(i) * step;
    const auto first = static_cast<std::size_t>(at);
    const auto width = std::max<std::size_t>(1, static_cast<std::size_t>(step));
    double sum = 0.0;
    for (std::size_t k = 0; k < width; ++k) {
      const std::size_t left = std::min(first + k, from.size() - 1);
      const std::size_t right = std::min(left + 1, from.size() - 1);
      const double share = at - static_cast<double>(first);
      sum += from[left] * (1.0 - share) + from[right] * share;
    }
    to[i] = static_cast<std::int16_t>(std::lround(sum / static_cast<double>(width)));
  }
  return to;
}

}  // namespace

SpeechFile read_speech_file(const std::string& path) {
  SpeechFile result;
  const std::unique_ptr<audio::SoundFile> file = audio::SoundFile::open(path, result.problem);
  if (file == nullptr) {
    if (result.problem.empty()) result.problem = "cannot be read";
    return result;
  }
  const auto longest = static_cast<std::size_t>(max_speech_seconds * file->rate());
  const auto channels = static_cast<std::size_t>(file->channels());
  std::vector<std::int16_t> mono;
  while (true) {
    const std::vector<std::int16_t>& piece = file->read(static_cast<std::size_t>(file->rate()));
    if (piece.empty()) break;
    for (std::size_t i = 0; i + channels <= piece.size(); i += channels) {
      int sum = 0;
      for (std::size_t channel = 0; channel < channels; ++channel) sum += piece[i + channel];
      mono.push_back(static_cast<std::int16_t>(sum / static_cast<int>(channels)));
    }
    if (mono.size() >= longest) {
      result.problem =
          fmt::format("{} s or longer, expected less", static_cast<int>(max_speech_seconds));
      return result;
    }
  }
  result.seconds = static_cast<double>(mono.size()) / file->rate();
  result.samples = resampled(mono, file->rate());
  MouthReader reader;
  std::vector<MouthClass> mouths;
  reader.feed(result.samples, mouths);
  reader.end(mouths);
  for (const MouthClass mouth : mouths) result.shapes.push_back(shape_of(mouth));
  return result;
}

Speeches::Speeches(Host& host, const SoundPlace& place) : host_(host), place_(place) {}

Speeches::~Speeches() = default;

void Speeches::subscribe() {
  host_.subscribe("SPEAK_START");
  host_.subscribe("SPEAK_STOP");
}

void Speeches::message(const Message& message) {
  if (message.type == "SPEAK_START") start(message.args);
  if (message.type == "SPEAK_STOP") stop_model(message.args);
}

void Speeches::start(std::string_view args) {
  const std::vector<std::string> parts = split_arguments(args);
  if (parts.size() < 2) return;
  if (waiting_.size() == max_waiting_speeches) {
    host_.log(Level::error,
              fmt::format("SPEAK_START|{}: more than {} wait already", args, max_waiting_speeches));
    return;
  }
  waiting_.push_back({parts[0], parts[1]});
  if (state_ == State::idle) begin_next();
}

void Speeches::begin_next() {
  while (state_ == State::idle && !waiting_.empty()) {
    current_ = std::move(waiting_.front());
    waiting_.pop_front();
    stop_wanted_ = false;
    state_ = State::loading;
    loading_ = std::make_shared<Loading>();
    const std::string path =
        (std::filesystem::path(host_.content_dir()) / current_.file).lexically_normal().string();
    const auto read = [loading = loading_, path] {
      loading->file = read_speech_file(path);
      loading->done.store(true, std::memory_order_release);
    };
    if (host_.is_fixed_step()) {
      read();
      loaded();
    } else {
      reader_ = std::jthread(read);
    }
  }
}

void Speeches::loaded() {
  const std::shared_ptr<Loading> loading = std::exchange(loading_, nullptr);
  SpeechFile& file = loading->file;
  state_ = State::idle;
  if (!file.problem.empty()) {
    host_.log(Level::error, fmt::format("SPEAK_START: {}: {}", current_.file, file.problem));
    return;
  }
  if (avatar_ == nullptr) {
    avatar_ = std::make_unique<Avatar>(host_);
    avatar_->start();
  }
  avatar_->select_model(current_.model);
  if (!avatar_->has_model()) {
    host_.log(Level::error,
              fmt::format("SPEAK_START: model alias \"{}\" not found", current_.model));
  }
  state_ = State::speaking;
  seconds_left_ = file.seconds + silence_after;
  host_.log(Level::status, fmt::format("speaking {}: {:.2f} s", current_.file, file.seconds));
  host_.post("SPEAK_EVENT_START", current_.model);
  if (is_on(host_.value("Plugin_Remote_Speak_16k", ""))) {
    voice_ = place_.voices.open();
    voice_->push(file.samples);
    place_.voices.wake();
  } else {
    host_.post("SOUND_START", fmt::format("__speak__{}|{}", current_.model, current_.file));
  }
  avatar_->clear_mouth();
  for (const MouthShape& shape : file.shapes) avatar_->push_mouth(shape);
  place_.files.write(std::move(file.samples), host_.now());
  if (stop_wanted_) stop_model(current_.model);
}

void Speeches::update(double frames) {
  if (state_ == State::loading && loading_->done.load(std::memory_order_acquire)) {
    reader_.join();
    loaded();
  } else if (state_ == State::speaking) {
    seconds_left_ -= frames / frames_per_second;
    if (seconds_left_ <= 1e-9) end();
  }
  if (avatar_ != nullptr) avatar_->update(frames);
  begin_next();
}

void Speeches::end() {
  if (voice_ != nullptr) {
    std::exchange(voice_, nullptr)->close();
    place_.voices.wake();
  }
  state_ = State::idle;
  host_.post("SPEAK_EVENT_STOP", current_.model);
}

void Speeches::stop_model(std::string_view args) {
  if (args.empty()) return;
  if (state_ == State::loading && args == current_.model) {
    stop_wanted_ = true;
  } else if (state_ == State::speaking && args == current_.model) {
    avatar_->clear_mouth();
    if (voice_ == nullptr) host_.post("SOUND_STOP", "__speak__" + current_.model);
    end();
  } else {
    if (host_.has_model(args)) {
      host_.log(Level::warning, fmt::format("SPEAK_STOP: {} does not speak", args));
    } else {
      host_.log(Level::error, fmt::format("SPEAK_STOP: model alias \"{}\" not found", args));
    }
    host_.post("SPEAK_EVENT_STOP", args);
  }
}

void Speeches::stop() {
  if (reader_.joinable()) reader_.join();
  state_ = State::idle;
  waiting_.clear();
  voice_.reset();
}

}  // namespace mmdagent::remote
