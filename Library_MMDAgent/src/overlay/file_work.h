// Work on files for a panel: done on a loader thread, its result taken on the agent thread.
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "scene/services.h"

namespace mmdagent {

template <class Value>
class FileWork final : public LoadJob {
 public:
  FileWork(std::function<Value()> work, std::function<void(Value&)> take)
      : work_(std::move(work)), take_(std::move(take)) {}

  void run() override { value_ = work_(); }
  void finish() override { take_(value_); }

 private:
  std::function<Value()> work_;
  std::function<void(Value&)> take_;
  Value value_{};
};

// `work` must not throw and touches nothing but what it was given by value.
template <class Value>
void work_on_files(SceneServices& services, std::function<Value()> work,
                   std::function<void(Value&)> take) {
  services.load(std::make_unique<FileWork<Value>>(std::move(work), std::move(take)));
}

}  // namespace mmdagent
