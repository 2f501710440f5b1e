#include "render/text_vertices.h"

#include <gtest/gtest.h>

#include <string>

namespace mmdagent::test {
namespace {

class TextVerticesTest : public testing::Test {
 protected:
  void SetUp() override {
    for (const std::string& path : FontSet::default_paths("")) {
      ASSERT_FALSE(vertices.add_font({path, no_resource}));
    }
    snapshot.characters = {'a'};
  }

  TextVertices vertices;
  Snapshot snapshot;
};

constexpr glm::vec2 layer{40, 30};
constexpr glm::vec2 wider{50, 30};

TEST_F(TextVerticesTest, AreMadeAnewWhereTheLayerChangesTheirPlace) {
  DrawnCaption& caption = snapshot.captions.emplace_back();
  caption.characters = {0, 1};
  EXPECT_TRUE(vertices.update(snapshot, layer));
  EXPECT_FALSE(vertices.update(snapshot, layer));
  const float before = vertices.all().front().position.x;
  EXPECT_TRUE(vertices.update(snapshot, wider));
  EXPECT_NEAR(vertices.all().front().position.x - before, 5.0F, 1e-4F);
}

TEST_F(TextVerticesTest, OfTextsStayWhereTheyAre) {
  DrawnText& text = snapshot.texts.emplace_back();
  text.characters = {0, 1};
  EXPECT_TRUE(vertices.update(snapshot, layer));
  EXPECT_FALSE(vertices.update(snapshot, wider));
  text.size = 2.0F;
  EXPECT_TRUE(vertices.update(snapshot, wider));
}

TEST_F(TextVerticesTest, SayWhichFileIsNoFont) {
  EXPECT_EQ(vertices.add_font({__FILE__, no_resource}),
            std::string(__FILE__) + ": not a font that can be read");
  EXPECT_EQ(vertices.add_font({__FILE__, 5}),
            std::string(__FILE__) + ": not a font that can be read");
}

}  // namespace
}  // namespace mmdagent::test
