// The cases of the sound messages, on the loopback device, in simulated time.
#include "sound_box.h"

#include <gtest/gtest.h>
#include <sndfile.h>

#include "sound_fixture.h"

using audio_test::Folder;
using audio_test::Reports;
using audio_test::write_wave;
using Lines = std::vector<std::string>;

namespace {

class SoundBoxCase : public testing::Test {
 protected:
  std::string wave(const std::string& name, double seconds) {
    return write_wave(folder_.file(name), seconds, 16'000, 1);
  }
  // Lets time pass in steps of a 60th second; returns after how many seconds `count` lines were
  // seen.
  double wait_for(std::size_t count, double most) {
    double seconds = 0.0;
    while (reports_.seen().size() < count && seconds < most) {
      box_.update(1.0 / 60);
      seconds += 1.0 / 60;
    }
    return seconds;
  }
  void pass(double seconds) { wait_for(1'000'000, seconds); }

  Folder folder_;
  Reports reports_;
  audio::SoundBox box_{reports_, true};
};

}  // namespace

TEST_F(SoundBoxCase, P26PlaysForTheLengthOfTheFile) {
  box_.start("a", wave("1s.wav", 1.0));
  EXPECT_EQ(reports_.seen(), Lines{"START a"});
  const double taken = wait_for(2, 3.0);
  EXPECT_EQ(reports_.seen(), (Lines{"START a", "STOP a"}));
  EXPECT_GE(taken, 1.0);
  EXPECT_LE(taken, 1.1);
  EXPECT_FALSE(box_.is_playing());
}

TEST_F(SoundBoxCase, P27MissingFileIsAnErrorWithoutEvents) {
  box_.start("a", "none.wav");
  EXPECT_EQ(reports_.seen(), Lines{"E: a: failed to play none.wav, file missing"});
}

TEST_F(SoundBoxCase, P28StopEndsAtOnce) {
  box_.start("a", wave("5s.wav", 5.0));
  pass(1.0);
  box_.stop("a");
  EXPECT_EQ(reports_.seen(), (Lines{"START a", "STOP a"}));
}

TEST_F(SoundBoxCase, P29StopOfWhatDoesNotPlayIsNothing) {
  box_.stop("zz");
  box_.start("a", wave("short.wav", 0.1));
  wait_for(2, 2.0);
  box_.stop("a");
  EXPECT_EQ(reports_.seen(), (Lines{"START a", "STOP a"}));
}

TEST_F(SoundBoxCase, P30RestartStopsTheOldSoundFirst) {
  box_.start("a", wave("5s.wav", 5.0));
  pass(1.0);
  box_.start("a", wave("1s.wav", 1.0));
  wait_for(4, 3.0);
  EXPECT_EQ(reports_.seen(), (Lines{"START a", "STOP a", "START a", "STOP a"}));
}

TEST_F(SoundBoxCase, P31AliasesPlayTogether) {
  const std::string file = wave("s.wav", 0.5);
  box_.start("a", file);
  box_.start("b", file);
  const double taken = wait_for(4, 3.0);
  EXPECT_LE(taken, 0.6);
  EXPECT_EQ(reports_.seen(), (Lines{"START a", "START b", "STOP a", "STOP b"}));
}

TEST_F(SoundBoxCase, P33LabelsMoveTheLips) {
  const std::string file = wave("x.wav", 0.15);
  std::ofstream(folder_.file("x.lab")) << "0 1000000 a\n1000000 1500000 pau\n";
  box_.start("s", file, {"m", "n"});
  wait_for(6, 1.0);
  EXPECT_EQ(reports_.seen(), (Lines{"LIPS m a,100,pau,50", "LIPS n a,100,pau,50", "START s",
                                    "LIPS_END m", "LIPS_END n", "STOP s"}));
}

TEST_F(SoundBoxCase, LipsStopWithTheSoundAndOnlyWhereTheyMoved) {
  const std::string labelled = wave("x.wav", 5.0);
  std::ofstream(folder_.file("x.lab")) << "0 1000000 a";
  box_.start("s", labelled, {"m"});
  box_.start("s", wave("other.wav", 5.0), {"m"});
  box_.stop("s");
  EXPECT_EQ(reports_.seen(),
            (Lines{"LIPS m a,100", "START s", "LIPS_END m", "STOP s", "START s", "STOP s"}));
}

TEST_F(SoundBoxCase, P34AnUndecodableFileIsAnErrorWithoutEvents) {
  std::ofstream(folder_.file("text.wav")) << "not a sound";
  box_.start("a", folder_.file("text.wav"));
  ASSERT_EQ(reports_.seen().size(), 1U);
  EXPECT_TRUE(reports_.seen()[0].starts_with("E: a: failed to start playing audio: "))
      << reports_.seen()[0];
}

TEST_F(SoundBoxCase, P34ABrokenFileLeavesTheOldSoundPlaying) {
  std::ofstream(folder_.file("text.wav")) << "not a sound";
  box_.start("a", wave("5s.wav", 5.0));
  box_.start("a", folder_.file("text.wav"));
  EXPECT_TRUE(box_.is_playing());
}

TEST_F(SoundBoxCase, P35StereoMp3Plays) {
  const std::string file = folder_.file("s.mp3");
  SF_INFO info{};
  info.samplerate = 44'100;
  info.channels = 2;
  info.format = SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III;
  SNDFILE* const made = sf_open(file.c_str(), SFM_WRITE, &info);
  ASSERT_NE(made, nullptr) << sf_strerror(nullptr);
  const std::vector<std::int16_t> second(2 * 44'100, 1'000);
  sf_write_short(made, second.data(), static_cast<sf_count_t>(second.size()));
  sf_close(made);
  box_.start("a", file);
  const double taken = wait_for(2, 3.0);
  EXPECT_EQ(reports_.seen(), (Lines{"START a", "STOP a"}));
  EXPECT_GE(taken, 1.0);
  EXPECT_LE(taken, 1.3);
}

TEST_F(SoundBoxCase, P36AHundredStartsGiveAHundredEnds) {
  const std::string file = wave("short.wav", 0.1);
  for (int i = 0; i < 100; ++i) box_.start(std::to_string(i), file);
  wait_for(200, 5.0);
  const Lines seen = reports_.seen();
  ASSERT_EQ(seen.size(), 200U);
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(seen[static_cast<std::size_t>(i)], "START " + std::to_string(i));
  }
}
