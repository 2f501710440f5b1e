// Writes utterances into files (Plugin_Remote_Record_Wave_Dir), on a thread of its own.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace mmdagent {
class Host;
}

namespace mmdagent::remote {

// `YYYY_MM_DD__hh_mm_ss__mmm.wav`, local time; `time` in seconds since the epoch.
std::string utterance_file_name(double time);

// Agent thread. Never waits for the disk, but in stop().
class UtteranceFiles {
 public:
  // `folder` as in the settings, relative to the content; empty: nothing is written. `minutes` of
  // all together, 0 without end.
  UtteranceFiles(Host& host, const std::string& folder, long minutes);
  ~UtteranceFiles();
  UtteranceFiles(const UtteranceFiles&) = delete;
  UtteranceFiles& operator=(const UtteranceFiles&) = delete;

  bool are_wanted() const { return is_on_; }
  // 16 kHz, one channel; `time` of the first sample. Nothing is written of nothing.
  void write(std::vector<std::int16_t> samples, double time);
  // Everything is written afterwards.
  void stop();

 private:
  struct Utterance {
    std::vector<std::int16_t> samples;
    double time = 0.0;
  };

  void run();
  void write_file(const Utterance& utterance) const;

  Host& host_;
  const std::string folder_;
  const double longest_;  // seconds of all together
  bool is_on_;
  double seconds_ = 0.0;  // so far
  std::mutex mutex_;      // what waits; held to append and to take it over
  std::condition_variable changed_;
  std::vector<Utterance> waiting_;
  bool ends_ = false;
  std::thread thread_;
};

}  // namespace mmdagent::remote
