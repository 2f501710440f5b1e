// The plugin as it is built, in simulated time: what its messages ask for.
#include <gtest/gtest.h>

#include "sound_fixture.h"
#include "support/plugin_run.h"

namespace {

using Lines = std::vector<std::string>;

// Two models that hang on no other; on the first a motion `base` runs.
class TwoModels final : public test_support::RecordingHost {
 public:
  TwoModels(std::string_view name, test_support::Record& record)
      : RecordingHost(name, record), lines_(record) {}
  std::vector<std::string> free_models() const override { return {"m", "n"}; }
  std::uint64_t find_model(std::string_view alias) const noexcept override {
    return alias == "m" ? 1 : 2;
  }
  bool motion_runs(std::uint64_t model, std::string_view motion) const noexcept override {
    return model == 1 && motion == "base";
  }
  void restart_motion_lead() noexcept override { lines_.add("lead restarted"); }

 private:
  test_support::Record& lines_;
};

class AudioPluginTest : public testing::Test {
 protected:
  AudioPluginTest() { run.take(); }
  // What a message leads to until the sound is over. Events come back to the plugin.
  Lines after(const std::string& message, double seconds = 0.2) {
    run.send(message);
    Lines lines = run.take();
    for (const std::string& line : Lines(lines)) {
      if (!line.starts_with("SOUND_EVENT_START")) continue;
      run.send(line);
      const Lines more = run.take();
      lines.insert(lines.end(), more.begin(), more.end());
    }
    for (double passed = 0.0; passed < seconds; passed += 0.02) run.advance(0.02);
    const Lines ends = run.take();
    lines.insert(lines.end(), ends.begin(), ends.end());
    return lines;
  }

  audio_test::Folder folder;
  std::string file = audio_test::write_wave(folder.file("d.wav"), 0.1, 16'000, 1);
  test_support::PluginRun run{"Audio", [](std::string_view name, test_support::Record& record) {
                                return std::make_unique<TwoModels>(name, record);
                              }};
};

}  // namespace

TEST_F(AudioPluginTest, P32WithoutAFileNothingHappens) {
  EXPECT_EQ(after("SOUND_START|a"), Lines{});
  EXPECT_EQ(after("SOUND_START|"), Lines{});
}

TEST_F(AudioPluginTest, P33LipsMoveWithASoundThatHasLabels) {
  std::ofstream(folder.file("d.lab")) << "0 500000 a 500000 1000000 pau";
  EXPECT_EQ(
      after("SOUND_START|s|" + file),
      (Lines{"LIPSYNC_START|m|a,50,pau,50", "LIPSYNC_START|n|a,50,pau,50", "SOUND_EVENT_START|s",
             "LIPSYNC_STOP|m", "LIPSYNC_STOP|n", "SOUND_EVENT_STOP|s"}));
}

TEST_F(AudioPluginTest, P37ADroppedSoundBringsItsMotion) {
  EXPECT_EQ(after("DRAGANDDROP|" + file + "|10|20"),
            (Lines{"SOUND_EVENT_START|audio", "SOUND_EVENT_STOP|audio"}))
      << "there is none";
  const std::string motion = folder.file("d.vmd");
  std::ofstream(motion) << "a motion";
  EXPECT_EQ(after("DRAGANDDROP|" + file + "|10|20"),
            (Lines{"SOUND_EVENT_START|audio", "MOTION_CHANGE|m|base|" + motion,
                   "MOTION_ADD|n|base|" + motion + "|FULL|ONCE|ON|ON", "lead restarted",
                   "SOUND_EVENT_STOP|audio"}));
  EXPECT_EQ(after("SOUND_START|audio|" + file),
            (Lines{"SOUND_EVENT_START|audio", "SOUND_EVENT_STOP|audio"}))
      << "the motion is for one sound alone";
  EXPECT_EQ(after("DRAGANDDROP|" + motion + "|10|20"), Lines{});
}

TEST_F(AudioPluginTest, ADroppedMotionDoesNotWaitForItsSoundLongerThanTheNext) {
  std::ofstream(folder.file("d.vmd")) << "a motion";
  run.send("DRAGANDDROP|" + file + "|10|20");
  run.take();
  run.send("SOUND_EVENT_START|other");
  run.send("SOUND_EVENT_START|audio");
  EXPECT_EQ(run.take(), Lines{});
}
