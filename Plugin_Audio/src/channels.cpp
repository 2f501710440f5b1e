#include "channels.h"

#include <AL/al.h>

#include <algorithm>
#include <array>

namespace audio {
namespace {

// Four pieces of 100 ms: a stall of less than 0.3 s is not heard.
constexpr std::size_t buffers_per_source = 4;
constexpr int pieces_per_second = 10;

}  // namespace

Channels::~Channels() { stop_all(); }

bool Channels::start(const std::string& alias, std::unique_ptr<SoundFile> file) {
  alGetError();
  unsigned source = 0;
  alGenSources(1, &source);
  if (alGetError() != AL_NO_ERROR) return false;
  std::array<unsigned, buffers_per_source> buffers{};
  alGenBuffers(buffers_per_source, buffers.data());
  if (alGetError() != AL_NO_ERROR) {
    alDeleteSources(1, &source);
    return false;
  }
  Playing& playing = playing_.emplace_back();
  playing.alias = alias;
  playing.file = std::move(file);
  playing.source = source;
  playing.idle_buffers.assign(buffers.begin(), buffers.end());
  keep_going(playing);
  return true;
}

bool Channels::stop(const std::string& alias) {
  const auto found = std::find_if(playing_.begin(), playing_.end(),
                                  [&](const Playing& playing) { return playing.alias == alias; });
  if (found == playing_.end()) return false;
  release(*found);
  playing_.erase(found);
  return true;
}

void Channels::stop_all() {
  for (Playing& playing : playing_) release(playing);
  playing_.clear();
}

std::vector<std::string> Channels::update() {
  std::vector<std::string> ended;
  for (auto playing = playing_.begin(); playing != playing_.end();) {
    keep_going(*playing);
    if (playing->file_ended && playing->queued == 0) {
      ended.push_back(playing->alias);
      release(*playing);
      playing = playing_.erase(playing);
    } else {
      ++playing;
    }
  }
  return ended;
}

// The state is read first: a source that has stopped has played everything it was given, so what
// collect() leaves is new. One that stops later is seen in the next round, and nothing is heard
// twice.
void Channels::keep_going(Playing& playing) {
  ALint state = AL_INITIAL;
  alGetSourcei(playing.source, AL_SOURCE_STATE, &state);
  collect(playing);
  feed(playing);
  if (state != AL_PLAYING && playing.queued > 0) alSourcePlay(playing.source);
}

// Takes back the buffers that have been played.
void Channels::collect(Playing& playing) {
  ALint processed = 0;
  alGetSourcei(playing.source, AL_BUFFERS_PROCESSED, &processed);
  for (; processed > 0; --processed) {
    unsigned buffer = 0;
    alSourceUnqueueBuffers(playing.source, 1, &buffer);
    playing.idle_buffers.push_back(buffer);
    --playing.queued;
  }
}

// Fills idle buffers from the file.
void Channels::feed(Playing& playing) {
  const ALenum format = playing.file->channels() == 2 ? AL_FORMAT_STEREO16 : AL_FORMAT_MONO16;
  while (!playing.file_ended && !playing.idle_buffers.empty()) {
    const std::vector<std::int16_t>& samples =
        playing.file->read(static_cast<std::size_t>(playing.file->rate() / pieces_per_second));
    if (samples.empty()) {
      playing.file_ended = true;
      break;
    }
    const unsigned buffer = playing.idle_buffers.back();
    playing.idle_buffers.pop_back();
    alBufferData(buffer, format, samples.data(),
                 static_cast<ALsizei>(samples.size() * sizeof(std::int16_t)), playing.file->rate());
    alSourceQueueBuffers(playing.source, 1, &buffer);
    ++playing.queued;
  }
}

void Channels::release(Playing& playing) {
  alSourceStop(playing.source);
  collect(playing);
  alDeleteSources(1, &playing.source);
  alDeleteBuffers(static_cast<ALsizei>(playing.idle_buffers.size()), playing.idle_buffers.data());
}

}  // namespace audio
