#include "render/frame_recorder.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "render/png_file.h"
#include "support/temporary_folder.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;

// A folder of this test alone, and the PATH as it was.
class Recorder : public testing::Test {
 protected:
  Recorder() : old_path(std::getenv("PATH")) {}
  ~Recorder() override { setenv("PATH", old_path.c_str(), 1); }

  std::string in_folder(const char* name) const { return (folder / name).string(); }

  // A stand-in that keeps its arguments and what it was fed.
  void install_ffmpeg(const std::string& body) {
    const fs::path program = folder / "bin" / "ffmpeg";
    fs::create_directories(program.parent_path());
    std::ofstream(program) << "#!/bin/sh\n" << body;
    fs::permissions(program, fs::perms::owner_all);
    setenv("PATH", (program.parent_path().string() + ":" + old_path).c_str(), 1);
  }

  static std::string content(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  const test_support::TemporaryFolder place;
  const fs::path& folder = place.path();
  std::string old_path;
};

Image two_pixels() { return {2, 1, {1, 2, 3, 255, 4, 5, 6, 255}, false}; }

// Pictures are drawn premultiplied; files of that kind have straight colours.
TEST_F(Recorder, TransparentPicturesAreWrittenWithStraightAlpha) {
  const Image drawn{4, 1, {56, 28, 0, 128, 0, 0, 0, 0, 9, 8, 7, 255, 9, 1, 0, 5}, true};
  ASSERT_EQ(write_png(in_folder("a.png"), drawn), std::nullopt);
  const Image written = mmd::read_image_file(in_folder("a.png"));
  EXPECT_EQ(written.rgba,
            (std::vector<std::uint8_t>{112, 56, 0, 128, 0, 0, 0, 0, 9, 8, 7, 255, 255, 51, 0, 5}));
  EXPECT_TRUE(written.transparent);
}

TEST(FramePath, PutsTheNumberWhereItBelongs) {
  EXPECT_EQ(frame_path("out/frame%05d.png", 7), "out/frame00007.png");
  EXPECT_EQ(frame_path("%d.png", 12), "12.png");
  EXPECT_EQ(frame_path("a%%3d.png", 12), "a% 12.png");
  EXPECT_EQ(frame_path("out", 7), "out/frame00007.png");
  EXPECT_EQ(frame_path("out/shot.png", 7), "out/shot00007.png");
  EXPECT_EQ(frame_path("50%s.png", 7), "50%s00007.png");
}

TEST_F(Recorder, PngSequencesAreNumberedFromZero) {
  std::string error;
  const auto recorder = start_recorder(in_folder("new/frame%05d.png"), 30, error);
  ASSERT_NE(recorder, nullptr) << error;
  EXPECT_FALSE(recorder->add(two_pixels()).has_value());
  EXPECT_FALSE(recorder->add(two_pixels()).has_value());
  EXPECT_FALSE(recorder->finish().has_value());
  EXPECT_TRUE(fs::exists(in_folder("new/frame00000.png")));
  EXPECT_TRUE(fs::exists(in_folder("new/frame00001.png")));
  EXPECT_FALSE(fs::exists(in_folder("new/frame00002.png")));
}

TEST_F(Recorder, APngThatCannotBeWrittenIsOneLine) {
  const std::string path = in_folder("missing/picture.png");
  EXPECT_EQ(write_png(path, two_pixels()), path + ": cannot be written: No such file or directory");
  EXPECT_EQ(write_png("x.png", Image{}), "x.png: a picture of 0 x 0 pixels cannot be encoded");
}

TEST_F(Recorder, VideoWithoutFfmpegSaysSo) {
  setenv("PATH", folder.c_str(), 1);
  std::string error;
  EXPECT_EQ(start_recorder("out.mp4", 30, error), nullptr);
  EXPECT_EQ(error, "out.mp4: recording video needs the program ffmpeg, which is not on the PATH");
}

TEST_F(Recorder, VideoFeedsRawPicturesToFfmpeg) {
  install_ffmpeg("echo \"$@\" > '" + in_folder("arguments") + "'\ncat > '" + in_folder("fed") +
                 "'\n");
  std::string error;
  const auto recorder = start_recorder(in_folder("out.mp4"), 25, error);
  ASSERT_NE(recorder, nullptr) << error;
  EXPECT_FALSE(recorder->add(two_pixels()).has_value());
  EXPECT_FALSE(recorder->add(two_pixels()).has_value());
  EXPECT_EQ(
      recorder->add(Image{1, 1, {0, 0, 0, 255}, false}),
      in_folder("out.mp4") + ": the picture's size changed from 2 x 1 to 1 x 1 while recording");
  EXPECT_FALSE(recorder->finish().has_value());
  EXPECT_EQ(content(in_folder("fed")), std::string("\1\2\3\377\4\5\6\377\1\2\3\377\4\5\6\377"));
  const std::string arguments = content(in_folder("arguments"));
  EXPECT_NE(arguments.find("-s 2x1 -r 25"), std::string::npos) << arguments;
  EXPECT_NE(arguments.find(in_folder("out.mp4")), std::string::npos) << arguments;
}

TEST_F(Recorder, AnFfmpegThatFailsIsOneLine) {
  install_ffmpeg("cat > /dev/null\nexit 3\n");
  std::string error;
  const auto recorder = start_recorder("out.mp4", 25, error);
  ASSERT_NE(recorder, nullptr) << error;
  EXPECT_FALSE(recorder->add(two_pixels()).has_value());
  EXPECT_EQ(recorder->finish(), "out.mp4: ffmpeg failed with status 3");
}

TEST_F(Recorder, AnFfmpegThatEndsEarlyIsOneLine) {
  install_ffmpeg("exit 4\n");
  std::string error;
  const auto recorder = start_recorder("out.mp4", 25, error);
  ASSERT_NE(recorder, nullptr) << error;
  const Image large{1000, 1000, std::vector<std::uint8_t>(4'000'000), false};
  EXPECT_EQ(recorder->add(large), "out.mp4: ffmpeg failed with status 4");
}

}  // namespace
}  // namespace mmdagent
