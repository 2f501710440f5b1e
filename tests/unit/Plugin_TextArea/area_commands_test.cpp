#include "area_commands.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "board_host.h"
#include "text_area_limits.h"

namespace {

using Lines = std::vector<std::string>;

bool contains(const Lines& lines, const std::string& line) {
  return std::ranges::find(lines, line) != lines.end();
}

class AreaCommandsTest : public testing::Test {
 protected:
  void add(const std::string& alias, const std::string& mount = {}) {
    areas.execute("TEXTAREA_ADD", alias + "|0,3|1,1,1|0,0,0,0.6|1,1,1,1|1,13,3|0,90,0" + mount);
  }
  void set(const std::string& args) { areas.execute("TEXTAREA_SET", args); }
  void run(int frames = 1) {
    for (int i = 0; i < frames; ++i) areas.update(1.0);
  }
  const mmdagent::BoardPlace& place(const std::string& alias) {
    return host.boards.at(alias).place;
  }

  test_support::Record record;
  test_support::BoardHost host{"TextArea", record};
  text_area::AreaCommands areas{host};
};

}  // namespace

TEST_F(AreaCommandsTest, StandsInTheWorldOrOnABone) {
  add("w");
  EXPECT_EQ(place("w").model, 0U);
  EXPECT_EQ(place("w").position[0], 1.0F);
  EXPECT_EQ(place("w").position[1], 13.0F);
  EXPECT_NEAR(place("w").rotation[1], 0.70710678F, 1e-6F) << "a quarter about y";
  EXPECT_NEAR(place("w").rotation[3], 0.70710678F, 1e-6F);
  add("center", "|m");
  EXPECT_EQ(place("center").model, 5U);
  EXPECT_EQ(place("center").bone, 3);
  add("head", "|m|頭");
  EXPECT_EQ(place("head").bone, 7);
  add("none", "|m|tail");
  EXPECT_EQ(place("none").model, 0U);
  EXPECT_TRUE(contains(record.take(), "TextArea: Warning: arg 10: bone name tail not exist"));
}

TEST_F(AreaCommandsTest, E6LooksForItsBoneAgainWhenTheModelChanges) {
  add("head", "|m|頭");
  add("world");
  host.model = 9;
  areas.mount_anew("other");
  EXPECT_EQ(place("head").model, 5U);
  areas.mount_anew("m");
  EXPECT_EQ(place("head").model, 9U);
  EXPECT_EQ(place("world").model, 0U);
}

TEST_F(AreaCommandsTest, AnImageIsShownWhenItIsThere) {
  add("t");
  record.take();
  host.loading = true;
  set("t|img.png");
  run(3);
  EXPECT_EQ(record.take(), Lines{});
  host.loading = false;
  run(2);
  EXPECT_EQ(record.take(),
            (Lines{"TextArea: Status: image \"img.png\", 200 x 100", "TEXTAREA_EVENT_SET|t"}));
  ASSERT_EQ(host.boards["t"].items.size(), 1U);
  EXPECT_EQ(host.boards["t"].items[0].item.image, 1U);
  set("t|words");
  run(12);
  EXPECT_TRUE(host.images.empty()) << "it was given back";
}

TEST_F(AreaCommandsTest, AFileThatIsNoImageIsShownAsText) {
  add("t");
  record.take();
  set("t|bad_file.png");
  run(2);
  EXPECT_EQ(record.take(),
            (Lines{"TextArea: Error: image file \"bad_file.png\" exist but failed to load",
                   "TEXTAREA_EVENT_SET|t"}));
  EXPECT_EQ(host.boards["t"].items.back().text, "bad file.png");
  set("t|not_there.png");
  run(2);
  EXPECT_EQ(record.take(), Lines{"TEXTAREA_EVENT_SET|t"});
  EXPECT_TRUE(host.images.empty());
}

TEST_F(AreaCommandsTest, WhatFollowsAnImageWaitsForIt) {
  add("t");
  add("u");
  record.take();
  host.loading = true;
  set("t|img.png");
  set("t|img2.png");
  areas.execute("TEXTAREA_DELETE", "t");
  add("t");
  set("u|at_once");
  EXPECT_EQ(record.take(), Lines{"TEXTAREA_EVENT_SET|u"});
  host.loading = false;
  run(2);
  EXPECT_EQ(record.take(),
            (Lines{"TextArea: Status: image \"img.png\", 200 x 100", "TEXTAREA_EVENT_SET|t",
                   "TextArea: Status: image \"img2.png\", 200 x 100", "TEXTAREA_EVENT_SET|t",
                   "TEXTAREA_EVENT_DELETE|t", "TEXTAREA_EVENT_ADD|t"}));
  EXPECT_TRUE(host.images.empty());
}

TEST_F(AreaCommandsTest, OnlySoManyCommandsWait) {
  add("t");
  host.loading = true;
  set("t|img.png");
  for (std::size_t i = 0; i < text_area::limits::waiting_commands; ++i) set("t|x");
  record.take();
  set("t|one too many");
  EXPECT_EQ(record.take(),
            Lines{"TextArea: Error: TEXTAREA_SET|t|one too many: more than 100 commands wait for "
                  "image \"img.png\", ignored"});
}

TEST_F(AreaCommandsTest, OnlySoManyAreas) {
  for (std::size_t i = 0; i < text_area::limits::areas; ++i) add(std::to_string(i));
  record.take();
  add("one more");
  EXPECT_EQ(record.take(),
            Lines{"TextArea: Error: arg 2: more than 200 areas, one more is not added"});
}

TEST_F(AreaCommandsTest, E5ContentMustBeThere) {
  add("t");
  record.take();
  set("t");
  set("");
  EXPECT_EQ(record.take(),
            (Lines{"TextArea: Error: arg 3: missing?", "TextArea: Error: arg 2: missing?"}));
}
