// The thread that plays sound: sleeps while nothing plays, never makes the agent wait.
#pragma once

#include <memory>
#include <semaphore>
#include <string>
#include <thread>
#include <vector>

#include "sound_box.h"

namespace audio {

class AudioThread {
 public:
  // `reports` is called on the audio thread until stop() returns.
  explicit AudioThread(SoundReports& reports);
  ~AudioThread();
  AudioThread(const AudioThread&) = delete;
  AudioThread& operator=(const AudioThread&) = delete;

  // Any one thread; carried out in order, as SoundBox does.
  void start(std::string alias, std::string path, std::vector<std::string> models = {});
  void stop(std::string alias);

  // Stops all sounds without reports and ends the thread.
  void end();

 private:
  struct Command;
  struct Queue;

  void submit(std::unique_ptr<Command> command);
  void run(const std::stop_token& stop);

  SoundReports& reports_;
  std::unique_ptr<Queue> queue_;
  std::counting_semaphore<> submitted_{0};
  std::jthread thread_;
};

}  // namespace audio
