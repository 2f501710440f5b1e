// The sounds that play now, by alias. Knows nothing of threads and messages.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include "sound_file.h"

namespace audio {

// One thread, whose OpenAL context is current.
class Channels {
 public:
  Channels() = default;
  ~Channels();
  Channels(const Channels&) = delete;
  Channels& operator=(const Channels&) = delete;

  // Starts playing. False when OpenAL has no source left. `alias` must not be playing.
  bool start(const std::string& alias, std::unique_ptr<SoundFile> file);
  // False when nothing plays under that alias.
  bool stop(const std::string& alias);
  void stop_all();

  // Feeds what plays and returns the aliases that came to their end, in the order they were
  // started.
  std::vector<std::string> update();

  bool empty() const { return playing_.empty(); }

 private:
  struct Playing {
    std::string alias;
    std::unique_ptr<SoundFile> file;
    unsigned source = 0;
    std::vector<unsigned> idle_buffers;
    std::size_t queued = 0;
    bool file_ended = false;
  };

  static void keep_going(Playing& playing);
  static void feed(Playing& playing);
  static void collect(Playing& playing);
  static void release(Playing& playing);

  std::list<Playing> playing_;
};

}  // namespace audio
