#include "runtime/message_queue.h"

#include <gtest/gtest.h>

#include <string>

using mmdagent::MessageQueue;

TEST(MessageQueue, KeepsOrderTypeArgumentsAndModule) {
  MessageQueue queue;
  queue.push(3, "MOTION_ADD", "mei|wave");
  queue.push(0, "KEY", "");
  std::string storage;

  const MessageQueue::Entry first = queue.pop(storage);
  EXPECT_EQ(first.module, 3);
  EXPECT_EQ(first.type, "MOTION_ADD");
  EXPECT_EQ(first.args, "mei|wave");
  const MessageQueue::Entry second = queue.pop(storage);
  EXPECT_EQ(second.type, "KEY");
  EXPECT_EQ(second.args, "");
  EXPECT_TRUE(queue.empty());
}

TEST(MessageQueue, MessagesPostedWhileOneIsHandledComeLaterAndDoNotDisturbIt) {
  MessageQueue queue;
  queue.push(0, "FIRST", "x");
  std::string storage;
  const MessageQueue::Entry entry = queue.pop(storage);
  for (int i = 0; i < 1000; ++i) queue.push(0, "REPLY", std::to_string(i));
  EXPECT_EQ(entry.type, "FIRST");
  EXPECT_EQ(entry.args, "x");
  EXPECT_EQ(queue.size(), 1000U);
}

TEST(MessageQueue, NeverEmptyQueueKeepsOrderWhileItGivesBackItsMemory) {
  MessageQueue queue;
  std::string storage;
  const std::string filler(1000, 'a');
  for (int i = 0; i < 10; ++i) queue.push(0, "N", std::to_string(i) + "|" + filler);
  for (int i = 0; i < 5000; ++i) {
    const MessageQueue::Entry entry = queue.pop(storage);
    ASSERT_EQ(entry.args.substr(0, entry.args.find('|')), std::to_string(i));
    queue.push(0, "N", std::to_string(i + 10) + "|" + filler);
  }
  EXPECT_EQ(queue.size(), 10U);
}
