// What the scene needs from the runtime around it; a test gives it a simple one of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "MMDAgent/Message.h"

namespace mmdagent {

class KeyValueStore;
class LogRecorder;
struct Options;
struct RunningContent;

// Work that reads or decodes files. run() happens on a loader thread and touches nothing but the
// job itself; finish() happens afterwards on the agent thread. Both are called exactly once, in
// that order, unless the runtime stops first: then the job is only destroyed.
class LoadJob {
 public:
  virtual ~LoadJob() = default;
  virtual void run() = 0;  // an exception that leaves it is a defect; catch LoadError inside
  virtual void finish() = 0;
};

// What the scene asks of the program around it.
enum class HostRequest : std::uint8_t {
  quit,
  snapshot,  // the next picture into <content>/snapshot.png
  toggle_full_screen,
  toggle_status,  // the line at the top of the window
};

// All functions: agent thread only.
class SceneServices {
 public:
  // Appends to the agent's own queue: dispatched in order, after the message being handled.
  virtual void post(std::string_view type, std::string_view args) = 0;
  virtual void log(Level level, std::string_view text) = 0;
  // Hands a job to the loader threads. Under --fixed-step the runtime waits for every job requested
  // before a frame before it updates that frame.
  virtual void load(std::unique_ptr<LoadJob> job) = 0;
  // Seconds of the run's clock (simulated under --fixed-step); only differences mean something.
  virtual double seconds() const = 0;
  // Calls call(task, i) for i = 0 .. count - 1, each once, in any order and perhaps on several
  // threads at once; returns when all are done.
  using Call = void (*)(const void* task, std::size_t index);
  virtual void spread(std::size_t count, const void* task, Call call) {
    for (std::size_t i = 0; i < count; ++i) call(task, i);
  }
  virtual void request(HostRequest request) = 0;
  // Other content takes the place of the running one, as soon as it is read and Scene::leaves()
  // agrees; until then everything goes on. `target` is what the command line takes for content
  // (settings file, folder, package), relative to the folder of the running content; empty: the
  // running content anew. What cannot be read is told in one Error line and changes nothing.
  virtual void open_content(std::string_view target) = 0;
  // What runs, and what is known about it; stays where it is as long as the scene.
  virtual RunningContent& content() = 0;
  // What LOG_START and its like need.
  virtual LogRecorder& log_recorder() = 0;
  // Whether what lies behind the picture can show through it.
  virtual bool can_be_transparent() const = 0;
  virtual const Options& options() const = 0;
  virtual KeyValueStore& values() = 0;

 protected:
  ~SceneServices() = default;
};

// services.spread() for a function object; what it refers to may be used by several threads at
// once.
template <class Task>
void spread(SceneServices& services, std::size_t count, const Task& task) {
  services.spread(count, &task,
                  [](const void* it, std::size_t i) { (*static_cast<const Task*>(it))(i); });
}

}  // namespace mmdagent
