#include "child_process.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <thread>

using process::ChildProcess;

namespace {

std::size_t open_descriptors() {
  return static_cast<std::size_t>(
      std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {}));
}

void wait_for_end(ChildProcess& child) {
  pollfd wait{child.ended_descriptor(), POLLIN, 0};
  ASSERT_EQ(poll(&wait, 1, 10'000), 1);
  ASSERT_TRUE(child.reap());
}

std::string all_output(ChildProcess& child) {
  std::string text;
  while (true) {
    pollfd wait{child.output.get(), POLLIN, 0};
    if (poll(&wait, 1, 10'000) != 1) return text + " (waited too long)";
    char bytes[256];
    const ssize_t count = read(child.output.get(), bytes, sizeof bytes);
    if (count <= 0) return text;
    text.append(bytes, static_cast<std::size_t>(count));
  }
}

}  // namespace

TEST(ChildProcess, LeavesNothingAfterManyStarts) {
  const std::size_t before = open_descriptors();
  for (int round = 0; round < 20; ++round) {
    std::vector<std::unique_ptr<ChildProcess>> children;
    for (int i = 0; i < 10; ++i) {
      ChildProcess::Failure failure{};
      children.push_back(ChildProcess::start({"/bin/true"}, failure));
      ASSERT_NE(children.back(), nullptr) << failure.step << " " << failure.error;
    }
    // The others are killed.
    for (int i = 0; i < 5; ++i) wait_for_end(*children[i]);
  }
  EXPECT_EQ(open_descriptors(), before);
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
  EXPECT_EQ(errno, ECHILD) << "a zombie is left";
}

TEST(ChildProcess, ReadsAndWrites) {
  ChildProcess::Failure failure{};
  const auto child = ChildProcess::start({"cat"}, failure);
  ASSERT_NE(child, nullptr);
  ASSERT_EQ(write(child->input.get(), "hello\n", 6), 6);
  child->input.close();
  EXPECT_EQ(all_output(*child), "hello\n");
  wait_for_end(*child);
}

TEST(ChildProcess, HasNoOtherDescriptorsAndPlainSignals) {
  signal(SIGPIPE, SIG_IGN);
  ChildProcess::Failure failure{};
  const auto child = ChildProcess::start(
      {"sh", "-c", "ls /proc/self/fd | wc -l; grep SigIgn /proc/self/status | cut -f2"}, failure);
  ASSERT_NE(child, nullptr);
  const std::string output = all_output(*child);
  // 0, 1, 2 and the one that ls reads with.
  EXPECT_TRUE(output.starts_with("4\n")) << output;
  const std::uint64_t ignored = std::stoull(output.substr(2), nullptr, 16);
  EXPECT_EQ(ignored >> (SIGPIPE - 1) & 1U, 0U) << output;
  signal(SIGPIPE, SIG_DFL);
}

TEST(ChildProcess, ErrorsCanBeDropped) {
  ChildProcess::Failure failure{};
  const auto child = ChildProcess::start({"sh", "-c", "readlink /proc/self/fd/2"}, failure,
                                         ChildProcess::Errors::dropped);
  ASSERT_NE(child, nullptr);
  EXPECT_EQ(all_output(*child), "/dev/null\n");
}

TEST(ChildProcess, WhatCannotBeStartedSaysWhy) {
  const std::size_t before = open_descriptors();
  ChildProcess::Failure failure{};
  EXPECT_EQ(ChildProcess::start({"no-such-program-here"}, failure), nullptr);
  EXPECT_STREQ(failure.step, "exec process");
  EXPECT_EQ(failure.error, ENOENT);
  EXPECT_EQ(ChildProcess::start({}, failure), nullptr);
  EXPECT_EQ(open_descriptors(), before);
}

TEST(ChildProcess, TakesItsOwnChildrenAlong) {
  ChildProcess::Failure failure{};
  auto child = ChildProcess::start({"sh", "-c", "sleep 1000 & echo $!; wait"}, failure);
  ASSERT_NE(child, nullptr);
  char bytes[32] = {};
  pollfd wait{child->output.get(), POLLIN, 0};
  ASSERT_EQ(poll(&wait, 1, 10'000), 1);
  ASSERT_GT(read(child->output.get(), bytes, sizeof bytes - 1), 0);
  const pid_t grandchild = std::atoi(bytes);
  const auto output = std::move(child->output);
  child.reset();
  // Its end closes the last writer of the pipe.
  pollfd closed{output.get(), POLLIN, 0};
  EXPECT_EQ(poll(&closed, 1, 10'000), 1) << grandchild;
}
