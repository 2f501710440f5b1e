// A thread of its own posts as fast as it can, from start() until stop() has joined it.
#include <atomic>
#include <thread>

#include "MMDAgent/Plugin.h"

class PostsAtStop final : public mmdagent::Plugin {
 public:
  explicit PostsAtStop(mmdagent::Host& host) : host_(host) {}
  ~PostsAtStop() override { join(); }

  void start() override {
    thread_ = std::thread([this] {
      while (!stopping_) host_.post("FLOOD", "x");
    });
  }
  void stop() override {
    host_.post("FLOOD", "stop");
    join();
  }

 private:
  void join() {
    stopping_ = true;
    if (thread_.joinable()) thread_.join();
  }

  mmdagent::Host& host_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

MMDAGENT_PLUGIN(PostsAtStop, PostsAtStop);
