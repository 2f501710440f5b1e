// Reads mouths from speech as the remote connection does; lip_accuracy.py says what is right.
//   lip_reader             utterances on standard input, each a count of 32 bits and so many
//   samples
//                          of 16 kHz; for each a line of letters, one for each 30 ms
//   lip_reader --latency   how long a sample takes to the mouth, and how long a shape takes to make
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "avatar/mouth.h"
#include "sound/mouth_reader.h"

namespace {

using namespace mmdagent::remote;

constexpr std::string_view letters = "aiueonc_";

bool read_utterance(std::vector<std::int16_t>& samples) {
  std::uint32_t count = 0;
  if (std::fread(&count, sizeof(count), 1, stdin) != 1 || count > 10'000'000) return false;
  samples.resize(count);
  return std::fread(samples.data(), sizeof(std::int16_t), count, stdin) == count;
}

void read_all() {
  std::vector<std::int16_t> samples;
  while (read_utterance(samples)) {
    MouthReader reader;
    std::vector<MouthClass> mouths;
    reader.feed(samples, mouths);
    reader.end(mouths);
    std::string line;
    for (const MouthClass mouth : mouths) line.push_back(letters[static_cast<std::size_t>(mouth)]);
    std::puts(line.c_str());
  }
}

struct Latency {
  double mean = 0.0;  // milliseconds, of all samples and all moments at which frames may begin
  double longest = 0.0;
};

// Sound comes in millisecond by millisecond; frames of so many milliseconds take what is due.
Latency latency(double frame) {
  constexpr std::array<std::int16_t, 16> millisecond{};
  constexpr int phases = 16;
  Latency result;
  double sum = 0.0;
  int shapes = 0;
  for (int phase = 0; phase < phases; ++phase) {
    MouthReader reader;
    MouthQueue queue;
    std::vector<MouthClass> mouths;
    int taken = 0;
    double next = frame * phase / phases;
    for (int now = 1; now <= 3'000; ++now) {
      mouths.clear();
      reader.feed(millisecond, mouths);
      for (const MouthClass mouth : mouths) queue.push(shape_of(mouth));
      for (; next <= now; next += frame) {
        const std::size_t before = queue.size();
        queue.step(frame * 30.0 / 1'000.0);
        for (std::size_t left = before - queue.size(); left > 0; --left, ++taken, ++shapes) {
          const double first = now - 30.0 * taken;  // since the first sample of the shape
          result.longest = std::max(result.longest, first);
          sum += first - 15.0;
        }
      }
    }
  }
  result.mean = sum / shapes;
  return result;
}

double microseconds_of_a_shape() {
  using Clock = std::chrono::steady_clock;
  std::vector<std::int16_t> samples(MouthReader::hop * 1'000);
  for (std::size_t i = 0; i < samples.size(); ++i)
    samples[i] = static_cast<std::int16_t>(i * 2'654'435'761U >> 18U);
  MouthReader reader;
  std::vector<MouthClass> mouths;
  const Clock::time_point begin = Clock::now();
  reader.feed(samples, mouths);
  return std::chrono::duration<double, std::micro>(Clock::now() - begin).count() /
         static_cast<double>(mouths.size());
}

}  // namespace

int main(int count, char** words) {
  if (count == 1) {
    read_all();
    return 0;
  }
  if (count != 2 || std::string_view(words[1]) != "--latency") {
    std::fputs("usage: lip_reader [--latency]\n", stderr);
    return 2;
  }
  for (const double rate : {60.0, 30.0}) {
    const Latency found = latency(1'000.0 / rate);
    std::printf("%.0f frames/s: mean %.1f ms, longest %.1f ms\n", rate, found.mean, found.longest);
  }
  std::printf("one shape of 30 ms: %.0f us\n", microseconds_of_a_shape());
  return 0;
}
