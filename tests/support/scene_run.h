// A scene with a runtime of the simplest kind around it: one queue, a clock that tests advance, and
// loads that happen when the test says so.
#pragma once

#include <unistd.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "content/running_content.h"
#include "message/message_text.h"
#include "options/key_value_store.h"
#include "options/options.h"
#include "render/resource_queue.h"
#include "render/snapshot.h"
#include "scene/log_recorder.h"
#include "scene/scene.h"
#include "support/scene_fixtures.h"

namespace test_support {

// `instant`: a load is done before the call that asks for it returns. `slow`: not before
// finish_loads() or a frame, in the order of requests. `backwards`: likewise, latest request first.
enum class Loading : std::uint8_t { instant, slow, backwards };

// Remembers what was asked of it; the files that it is given stay empty.
class FakeLogRecorder final : public mmdagent::LogRecorder {
 public:
  ~FakeLogRecorder() { close_file(); }

  bool recording() const override { return is_recording; }
  std::string file_name() const override { return "log_1.txt"; }
  bool begin() override { return is_recording = has_readers; }
  void open(int descriptor, std::string path) override {
    close_file();
    descriptor_ = descriptor;
    paths.push_back(std::move(path));
  }
  void drop() override { is_recording = false; }
  void finish() override { is_recording = false; }
  void upload(mmdagent::LogUpload upload) override {
    uploads.push_back(std::move(upload));
    is_uploading = true;
  }
  void upload_again() override { ++asked_again; }
  bool uploading() const override { return is_uploading; }

  bool is_recording = false;  // false from outside: the file ended by itself
  bool has_readers = true;
  bool is_uploading = false;
  int asked_again = 0;
  std::vector<std::string> paths;
  std::vector<mmdagent::LogUpload> uploads;

 private:
  void close_file() {
    if (descriptor_ >= 0) close(descriptor_);
    descriptor_ = -1;
  }

  int descriptor_ = -1;
};

struct Posted {
  std::string text;     // `TYPE|args`
  double frames = 0.0;  // passed when it was posted
};

class FakeServices final : public mmdagent::SceneServices {
 public:
  explicit FakeServices(Loading loading) : loading_(loading) {}

  void post(std::string_view type, std::string_view args) override {
    queue.push_back(
        {args.empty() ? std::string(type) : std::string(type) + "|" + std::string(args), frames});
  }
  void log(mmdagent::Level level, std::string_view text) override {
    if (level == mmdagent::Level::captured) {
      captured.emplace_back(text);
    } else {
      logs.push_back((level == mmdagent::Level::error     ? "E "
                      : level == mmdagent::Level::warning ? "W "
                                                          : "S ") +
                     std::string(text));
    }
  }
  void load(std::unique_ptr<mmdagent::LoadJob> job) override {
    if (loading_ != Loading::instant) {
      jobs.push_back(std::move(job));
      return;
    }
    job->run();
    job->finish();
  }
  double seconds() const override { return frames / 30.0; }
  void spread(std::size_t count, const void* task, Call call) override {
    std::vector<std::thread> threads;
    for (std::size_t i = threads_for_models > 1 ? 1 : 0; i < count; ++i)
      if (threads_for_models > 1 && i % 2 == 1)
        threads.emplace_back([=] { call(task, i); });
      else
        call(task, i);
    if (threads_for_models > 1 && count > 0) call(task, 0);
    for (std::thread& thread : threads) thread.join();
  }
  void request(mmdagent::HostRequest request) override { requests.push_back(request); }
  void open_content(std::string_view target) override { opened.emplace_back(target); }
  mmdagent::RunningContent& content() override { return running; }
  mmdagent::LogRecorder& log_recorder() override { return recorder; }
  bool can_be_transparent() const override { return transparency; }
  const mmdagent::Options& options() const override { return given_options; }
  mmdagent::KeyValueStore& values() override { return store; }

  // Finishes one load; false without any.
  bool finish_one() {
    if (jobs.empty()) return false;
    const bool last = loading_ == Loading::backwards;
    const std::unique_ptr<mmdagent::LoadJob> job = std::move(last ? jobs.back() : jobs.front());
    if (last) {
      jobs.pop_back();
    } else {
      jobs.pop_front();
    }
    job->run();
    job->finish();
    return true;
  }

  int threads_for_models = 1;  // more: the odd ones at the same time as the others, the first last
  mmdagent::Options given_options;
  mmdagent::KeyValueStore store;
  std::deque<Posted> queue;
  std::deque<std::unique_ptr<mmdagent::LoadJob>> jobs;
  std::vector<std::string> logs;  // `E text`, `W text`, `S text`
  std::vector<std::string> captured;
  std::vector<mmdagent::HostRequest> requests;
  std::vector<std::string> opened;  // targets of open_content()
  mmdagent::RunningContent running;
  FakeLogRecorder recorder;
  bool transparency = true;
  double frames = 0.0;

 private:
  Loading loading_;
};

// A folder with the fixtures, for tests that write there too.
inline std::shared_ptr<const TemporaryFolder> scene_content() {
  auto dir = std::make_shared<const TemporaryFolder>();
  write_scene_fixtures(*dir);
  return dir;
}

class SceneRun {
 public:
  static constexpr double frames_per_picture = 0.5;  // 60 pictures a second
  static constexpr double step = 0.25;

  explicit SceneRun(Loading loading = Loading::instant, const mmdagent::Options& options = {},
                    std::shared_ptr<const TemporaryFolder> content = scene_content())
      : content_dir(std::move(content)), dir(*content_dir), services(loading) {
    services.given_options = options;
    scene = std::make_unique<mmdagent::Scene>(
        services, mmdagent::ScenePlaces{dir.path().string(), dir.path().string()}, &resources);
    while (services.finish_one()) {
      // What the scene reads when it begins is there.
    }
  }

  // Dispatches one message and all that follows at once.
  void send(std::string_view text) {
    dispatch(std::string(text));
    drain();
  }

  void finish_loads() {
    while (services.finish_one()) drain();
  }

  // Simulated frames of 1/30 s; loads that were asked for are there before.
  void run(double count) {
    finish_loads();
    const double end = services.frames + count;
    while (services.frames < end - 1e-9) picture();
  }

  // What was dispatched since the last call, messages of send() left out.
  std::vector<std::string> take_out() {
    std::vector<std::string> texts;
    for (Posted& posted : out) texts.push_back(std::move(posted.text));
    out.clear();
    return texts;
  }

  std::vector<std::string> take_logs() { return std::exchange(services.logs, {}); }

  mmdagent::Snapshot snapshot() const {
    mmdagent::Snapshot result;
    scene->fill(result);
    return result;
  }

  mmdagent::BonePose bone(std::string_view model, std::string_view name) const {
    mmdagent::BonePose pose;
    if (!scene->bone_pose(model, name, pose)) throw std::runtime_error("no such bone");
    return pose;
  }

  const std::shared_ptr<const TemporaryFolder> content_dir;
  const TemporaryFolder& dir;
  FakeServices services;
  mmdagent::ResourceQueue resources;
  std::unique_ptr<mmdagent::Scene> scene;
  std::vector<Posted> out;

 private:
  void dispatch(const std::string& text) {
    const mmdagent::MessageLine line = mmdagent::split_line(text);
    const std::optional<std::size_t> command = mmdagent::find_command(line.type);
    if (!command) return;
    scene->dispatch(*command, {line.type, line.args}, mmdagent::Arguments(line.args));
  }

  void drain() {
    while (!services.queue.empty()) {
      const Posted posted = services.queue.front();
      services.queue.pop_front();
      out.push_back(posted);
      dispatch(posted.text);
    }
  }

  void picture() {
    scene->begin_frame(frames_per_picture / 30.0);
    for (double done = 0.0; done < frames_per_picture - 1e-9; done += step) {
      services.frames += step;
      scene->begin_step(step);
      scene->end_step(step, step);
    }
    scene->finish_steps();
    scene->advance(frames_per_picture / 30.0);
    drain();
    finish_loads();
  }
};

}  // namespace test_support
