#include "audio_thread.h"

#include <pthread.h>

#include <boost/lockfree/queue.hpp>
#include <chrono>

namespace audio {
namespace {

using Clock = std::chrono::steady_clock;

// While something plays: ends are seen and a loopback device is rendered this often.
constexpr std::chrono::milliseconds pace{10};
// Only a first guess, more are taken from the heap.
constexpr std::size_t expected_commands = 32;

}  // namespace

struct AudioThread::Command {
  bool starts = false;
  std::string alias;
  std::string path;
  std::vector<std::string> models;
};

struct AudioThread::Queue {
  boost::lockfree::queue<Command*> commands{expected_commands};

  std::unique_ptr<Command> pop() {
    Command* command = nullptr;
    return std::unique_ptr<Command>(commands.pop(command) ? command : nullptr);
  }
};

AudioThread::AudioThread(SoundReports& reports)
    : reports_(reports),
      queue_(std::make_unique<Queue>()),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

AudioThread::~AudioThread() { end(); }

void AudioThread::start(std::string alias, std::string path, std::vector<std::string> models) {
  submit(std::make_unique<Command>(
      Command{true, std::move(alias), std::move(path), std::move(models)}));
}

void AudioThread::stop(std::string alias) {
  submit(std::make_unique<Command>(Command{false, std::move(alias), {}, {}}));
}

void AudioThread::submit(std::unique_ptr<Command> command) {
  queue_->commands.push(command.release());
  submitted_.release();
}

void AudioThread::end() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  submitted_.release();
  thread_.join();
  while (queue_->pop()) {
  }
}

void AudioThread::run(const std::stop_token& stop) {
  pthread_setname_np(pthread_self(), "audio");
  SoundBox box(reports_, false);
  Clock::time_point before = Clock::now();
  while (true) {
    if (box.is_playing()) {
      (void)submitted_.try_acquire_for(pace);
    } else {
      submitted_.acquire();
      before = Clock::now();
    }
    if (stop.stop_requested()) return;
    const Clock::time_point now = Clock::now();
    box.update(std::chrono::duration<double>(now - before).count());
    before = now;
    while (const std::unique_ptr<Command> command = queue_->pop()) {
      if (command->starts) {
        box.start(command->alias, command->path, std::move(command->models));
      } else {
        box.stop(command->alias);
      }
    }
  }
}

}  // namespace audio
