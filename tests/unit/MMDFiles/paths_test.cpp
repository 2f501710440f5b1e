// Finding content files by the names that models give them.
#include "MMDFiles/paths.h"

#include <gtest/gtest.h>

#include <fstream>

#include "support/temporary_folder.h"

namespace {

namespace fs = std::filesystem;
using mmd::find_content_path;

class ContentPath : public testing::Test {
 protected:
  ContentPath() {
    fs::create_directories(root() / "Model" / "Tex");
    for (const char* name : {"Model/a.bmp", "Model/Tex/Face.PNG", "Model/b.png", "Model/B.png",
                             "Model/顔.png", "shared.png"}) {
      std::ofstream(root() / name) << name;
    }
    std::ofstream(folder_.path() / "secret.png") << "outside";
  }

  fs::path root() const { return folder_.path() / "content"; }
  fs::path model() const { return root() / "Model"; }

  test_support::TemporaryFolder folder_;
};

TEST_F(ContentPath, ExactSpellingGoesFirst) {
  EXPECT_EQ(find_content_path(root(), model(), "B.png"), model() / "B.png");
  EXPECT_EQ(find_content_path(root(), model(), "b.png"), model() / "b.png");
  EXPECT_EQ(find_content_path(root(), model(), "顔.png"), model() / "顔.png");
}

TEST_F(ContentPath, CaseIsIgnoredInEveryComponent) {
  EXPECT_EQ(find_content_path(root(), model(), "tex/face.png"), model() / "Tex" / "Face.PNG");
  EXPECT_EQ(find_content_path(root(), "MODEL\\A.BMP"), model() / "a.bmp");
  // Of two candidates the first in byte order.
  EXPECT_EQ(find_content_path(root(), model(), "B.PNG"), model() / "B.png");
}

TEST_F(ContentPath, BothSeparatorsAndDotsAreUnderstood) {
  EXPECT_EQ(find_content_path(root(), model(), "./Tex\\\\Face.PNG"), model() / "Tex" / "Face.PNG");
  const auto up = find_content_path(root(), model(), "../shared.png");
  ASSERT_TRUE(up);
  EXPECT_TRUE(fs::equivalent(*up, root() / "shared.png"));
}

TEST_F(ContentPath, NothingOutsideTheContentIsFound) {
  fs::create_symlink(folder_.path() / "secret.png", model() / "link.png");
  for (const std::string_view name :
       {std::string_view("../../secret.png"), std::string_view("..\\..\\secret.png"),
        std::string_view("../../content/Model/a.bmp"), std::string_view("link.png"),
        std::string_view("C:\\a.bmp"), std::string_view("\\a.bmp"), std::string_view(""),
        std::string_view("a.bmp\0.png", 10), std::string_view("missing.png")}) {
    EXPECT_EQ(find_content_path(root(), model(), name), std::nullopt) << name;
  }
  EXPECT_EQ(find_content_path(root(), model(), (model() / "a.bmp").string()), std::nullopt);
}

TEST(Suffix, IgnoresTheCaseOfAsciiLetters) {
  EXPECT_TRUE(mmd::has_suffix("a.Bmp", ".bmp"));
  EXPECT_TRUE(mmd::has_suffix(".BMP", ".bmp"));
  EXPECT_FALSE(mmd::has_suffix("bmp", ".bmp"));
  EXPECT_FALSE(mmd::has_suffix("a.bmp.png", ".bmp"));
}

}  // namespace
