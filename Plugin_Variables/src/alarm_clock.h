// A thread that sleeps until a given time. Setting it never waits.
#pragma once

#include <functional>
#include <thread>

namespace variables {

class AlarmClock {
 public:
  // `ring` is called on the clock's thread at each alarm until end() returns. While it returns
  // false it is called again, some milliseconds later.
  explicit AlarmClock(std::function<bool()> ring);
  ~AlarmClock();
  AlarmClock(const AlarmClock&) = delete;
  AlarmClock& operator=(const AlarmClock&) = delete;

  // Seconds of the clock that set() is in: it never goes back.
  static double now();

  // One alarm, instead of the one that was set before. Any one thread.
  void set(double time);
  void clear();

  // Ends the thread, once.
  void end();

 private:
  // A descriptor of the system, closed at the end.
  class Descriptor {
   public:
    explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
    ~Descriptor();
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return descriptor_; }

   private:
    int descriptor_;
  };

  void run();

  std::function<bool()> ring_;
  Descriptor timer_;
  Descriptor end_;
  std::thread thread_;
};

}  // namespace variables
