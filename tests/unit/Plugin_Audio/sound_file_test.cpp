#include "sound_file.h"

#include <gtest/gtest.h>

#include "sound_fixture.h"

using audio::SoundFile;

TEST(SoundFile, ReadsPiecesUntilTheEnd) {
  const audio_test::Folder folder;
  std::string reason;
  const auto file =
      SoundFile::open(audio_test::write_wave(folder.file("a.wav"), 0.25, 8000, 2), reason);
  ASSERT_TRUE(file) << reason;
  EXPECT_EQ(file->rate(), 8000);
  EXPECT_EQ(file->channels(), 2);
  EXPECT_EQ(file->read(1500).size(), 3000U);
  EXPECT_EQ(file->read(1500).size(), 1000U);
  EXPECT_TRUE(file->read(1500).empty());
}

TEST(SoundFile, MixesMoreThanTwoChannelsDownToOne) {
  const audio_test::Folder folder;
  std::string reason;
  const auto file =
      SoundFile::open(audio_test::write_wave(folder.file("a.wav"), 0.01, 8000, 4), reason);
  ASSERT_TRUE(file) << reason;
  EXPECT_EQ(file->channels(), 1);
  const std::vector<std::int16_t>& samples = file->read(80);
  ASSERT_EQ(samples.size(), 80U);
  EXPECT_EQ(samples[1], 100 + (0 + 8 + 16 + 24) / 4);
}

TEST(SoundFile, SaysWhyAFileCannotBeDecoded) {
  const audio_test::Folder folder;
  std::ofstream(folder.file("text.wav")) << "not a sound";
  std::string reason;
  EXPECT_FALSE(SoundFile::open(folder.file("text.wav"), reason));
  EXPECT_FALSE(reason.empty());
}
