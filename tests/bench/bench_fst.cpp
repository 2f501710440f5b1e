// What dialogue scripts cost: loading, messages that concern nobody, chains of <eps>.
//   bench_fst [--quick]
// The interpreter alone: no host, no queue, no log. The best of the rounds counts.
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "dialogue.h"
#include "script_host.h"

namespace {

using Clock = std::chrono::steady_clock;

// Counts what scripts say.
class CountingHost final : public vimanager::ScriptHost {
 public:
  void post(std::string_view, std::string_view) override { ++posted; }
  void log(mmdagent::Level level, std::string_view text) override {
    if (level != mmdagent::Level::error) return;
    std::fprintf(stderr, "%.*s\n", static_cast<int>(text.size()), text.data());
    ++errors;
  }
  std::optional<std::string> global(std::string_view) const override { return std::nullopt; }
  void set_global(std::string_view, std::string_view) override {}

  std::size_t posted = 0;
  std::size_t errors = 0;
};

double seconds_of(const std::function<void()>& work) {
  const auto begin = Clock::now();
  work();
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

// The arcs of `states` states, `arcs` altogether, each for a message of its own.
std::string script_of(std::size_t states, std::size_t arcs) {
  std::string text = "0 S0 <eps> <eps>\n";
  for (std::size_t arc = 0; arc < arcs; ++arc) {
    const std::size_t state = arc % states;
    text += fmt::format("S{} S{} TYPE_{}|{},{} ANSWER_{}|a|b,c\n", state, (state + 1) % states,
                        arc / states % 20, arc, arc + 1, arc);
  }
  return text;
}

std::string chain_of(std::size_t length) {
  std::string text = "0 S0 GO <eps>\n";
  for (std::size_t i = 0; i < length; ++i) {
    text += fmt::format("S{} S{} <eps> <eps>\n", i, i + 1);
  }
  return text + fmt::format("S{} END <eps> DONE\nEND 0 GO <eps>\n", length);
}

class Bench {
 public:
  explicit Bench(bool quick)
      : messages_(quick ? 20'000 : 1'000'000),
        rounds_(quick ? 1 : 5),
        file_((std::filesystem::temp_directory_path() / fmt::format("bench_{}.fst", getpid()))
                  .string()) {}
  ~Bench() { std::filesystem::remove(file_); }
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;

  // False when a script did something else than it says.
  bool run() {
    for (const auto& [states, arcs] :
         {std::pair<std::size_t, std::size_t>{1, 10}, {1, 100'000}, {10'000, 100'000}}) {
      measure_messages(states, arcs);
    }
    measure_chain();
    return good_;
  }

 private:
  void write(const std::string& text) { std::ofstream(file_, std::ios::binary) << text; }

  double best_of(const std::function<void()>& work) const {
    double best = 1e9;
    for (int round = 0; round < rounds_; ++round) best = std::min(best, seconds_of(work));
    return best;
  }

  double nanoseconds_each(vimanager::Dialogue& dialogue, std::string_view type,
                          std::string_view args) const {
    const double seconds = best_of([&] {
      for (std::size_t i = 0; i < messages_; ++i) dialogue.handle(type, args);
    });
    return seconds * 1e9 / static_cast<double>(messages_);
  }

  void measure_messages(std::size_t states, std::size_t arcs) {
    write(script_of(states, arcs));
    CountingHost host;
    std::optional<vimanager::Dialogue> dialogue;
    const double load = best_of([&] {
      dialogue.emplace(host);
      dialogue->start(file_);
    });
    host.posted = 0;
    const double unknown = nanoseconds_each(*dialogue, "MODEL_EVENT_ADD", "somebody");
    const double words = nanoseconds_each(*dialogue, "TYPE_0", "nobody,says,this");
    good_ = good_ && host.posted == 0 && host.errors == 0;
    // From state to state, each by a message of its own.
    std::size_t step = 0;
    const double moving = best_of([&] {
      for (std::size_t i = 0; i < messages_ / 10; ++i, ++step) {
        const std::size_t arc = step % states;
        dialogue->handle("TYPE_0", fmt::format("{},{}", arc, arc + 1));
      }
    });
    good_ = good_ && host.posted == step;
    fmt::print(
        "{:7} arcs {:6} states  load {:7.1f} ms  unknown type {:5.1f} ns  unknown words "
        "{:5.1f} ns  transition {:6.1f} ns\n",
        arcs, states, load * 1e3, unknown, words,
        moving * 1e9 / static_cast<double>(messages_ / 10));
    std::fflush(stdout);
  }

  void measure_chain() {
    constexpr std::size_t length = 1'000;
    write(chain_of(length));
    CountingHost host;
    vimanager::Dialogue dialogue(host);
    dialogue.start(file_);
    host.posted = 0;
    std::size_t rounds = 0;
    double best = 1e9;
    for (int round = 0; round < 10 * rounds_; ++round, ++rounds) {
      best = std::min(best, seconds_of([&] { dialogue.handle("GO", ""); }));
      dialogue.handle("GO", "");
    }
    good_ = good_ && host.posted == rounds && host.errors == 0;
    fmt::print("chain of {} <eps> arcs, one message: {:.1f} us\n", length, best * 1e6);
  }

  std::size_t messages_;
  int rounds_;
  std::string file_;
  bool good_ = true;
};

}  // namespace

int main(int argc, char** argv) {
  const bool quick = argc > 1 && std::strcmp(argv[1], "--quick") == 0;
  if (!Bench(quick).run()) {
    std::fprintf(stderr, "bench_fst: a script did not do what it says\n");
    return 1;
  }
  return 0;
}
