// Shows a window of one colour until its standard input ends; for window_test.py, which looks at
// the screen meanwhile. With an argument it asks for a transparent window and tells first whether
// it is one. Exit status 1 with one line if there is no window or drawing fails.
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <string>
#include <thread>

#include "render/render_thread.h"
#include "window/glfw_window.h"

namespace mmdagent {
namespace {

// The agent's part: one picture after the other until the input ends.
void feed(SnapshotExchange& snapshots, RenderThread& render) {
  for (std::uint64_t frame = 1; frame <= 3; ++frame) {
    Snapshot& snapshot = snapshots.begin();
    snapshot.frame = frame;
    snapshot.options.clear_color = glm::vec3(200, 100, 50) / 255.0F;
    snapshots.publish();
    render.wake();
    render.wait_drawn(frame);
  }
  std::puts("shown");
  std::fflush(stdout);
  char byte = 0;
  while (read(STDIN_FILENO, &byte, 1) > 0) {
  }
}

int show(bool transparent) {
  std::string error;
  const auto window = GlfwWindow::create({{320, 240}, "probe", false, transparent, {}}, error);
  if (window == nullptr) {
    std::fprintf(stderr, "%s\n", error.c_str());
    return 1;
  }
  if (transparent) std::puts(window->transparent() ? "transparent" : "opaque");
  SnapshotExchange snapshots;
  ResourceQueue resources;
  RenderThread render(*window, snapshots, resources, {});
  std::atomic<bool> over{false};
  std::thread agent([&] {
    feed(snapshots, render);
    over.store(true);
    window->wake();
  });
  while (!over.load()) window->wait_events();
  agent.join();
  const bool failed = render.failed();
  render.stop();
  return failed ? 1 : 0;
}

}  // namespace
}  // namespace mmdagent

int main(int argc, char**) { return mmdagent::show(argc > 1); }
