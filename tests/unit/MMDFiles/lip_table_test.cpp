// Lip tables and the motions that they make.
#include "MMDFiles/lip_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "support/checkout.h"
#include "support/load_errors.h"
#include "support/temporary_folder.h"

namespace {

using namespace test_support;

mmd::LipTable parse(std::string_view text) { return mmd::parse_lip_table(text, "a.lip"); }
std::string error_of(std::string_view text) {
  return load_error_of([&] { parse(text); });
}

TEST(LipTable, WordsMayStandOnAnyLine) {
  const mmd::LipTable table =
      parse("\xEF\xBB\xBF# mouths\r\n2 あ い\n\n2\ta 0.5\n0 #rates\nA 1 2e-1");
  EXPECT_EQ(table.morphs, (std::vector<std::string>{"あ", "い"}));
  ASSERT_EQ(table.phones.size(), 2U);
  EXPECT_EQ(table.phones[0].name, "a");
  EXPECT_EQ(table.phones[0].rates, (std::vector<float>{.5F, 0}));
  EXPECT_EQ(table.phones[1].name, "A");
  EXPECT_EQ(table.phones[1].rates, (std::vector<float>{1, .2F}));
}

TEST(LipTable, RefusalsNamePlaceAndReason) {
  const struct {
    const char* text;
    const char* message;
  } rows[] = {
      {"", "a.lip: lip table: file ends early: expected morph count (offset 0)"},
      {"0", "a.lip: lip table: morph count \"0\", expected 1..256 (offset 0)"},
      {"-1 a", "a.lip: lip table: morph count \"-1\", expected 1..256 (offset 0)"},
      {"257", "a.lip: lip table: morph count \"257\", expected 1..256 (offset 0)"},
      {"1x", "a.lip: lip table: morph count \"1x\", expected 1..256 (offset 0)"},
      {"1 a 4097", "a.lip: lip table: phoneme count \"4097\", expected 1..4096 (offset 4)"},
      {"1 a 1", "a.lip: lip table: file ends early: expected name of a phoneme (offset 5)"},
      {"1 a 1 x", "a.lip: lip table: file ends early: expected a rate (offset 7)"},
      {"1 a 1 x nan", "a.lip: lip table: rate \"nan\", expected a number of at least 0 (offset 8)"},
      {"1 a 1 x y", "a.lip: lip table: rate \"y\", expected a number of at least 0 (offset 8)"},
  };
  for (const auto& row : rows) EXPECT_EQ(error_of(row.text), row.message);
  EXPECT_EQ(error_of(std::string_view("1 a 1 x \0\x1B\xFFy", 12)),
            "a.lip: lip table: rate \"??\uFFFDy\", expected a number of at least 0 (offset 8)");
  EXPECT_EQ(error_of("1 " + std::string(4097, 'm')),
            "a.lip: lip table: name of a morph of 4097 bytes, expected at most 4096 (offset 2)");
}

TEST(LipTable, IsFoundByTheNameOfTheModel) {
  TemporaryFolder folder;
  EXPECT_FALSE(mmd::find_lip_table(folder.path() / "hero.pmd"));
  std::ofstream(folder.path() / "hero.lip") << "1 a 1 x 0.5";
  const auto found = mmd::find_lip_table(folder.path() / "hero.pmx");
  ASSERT_TRUE(found);
  EXPECT_EQ(mmd::read_lip_table_file(*found).phones.at(0).name, "x");
  EXPECT_FALSE(mmd::find_lip_table("pmd"));
}

TEST(LipTable, TableOfTheProgramIsRead) {
  const auto table =
      mmd::read_lip_table_file(test_support::source_folder() / "Resource" / "AppData" / "lip.txt");
  EXPECT_EQ(table.morphs, (std::vector<std::string>{"あ", "い", "う", "お"}));
  EXPECT_EQ(table.phones.size(), 69U);
}

// Cases 71-74 of rendering.md section 10.7, with the table of the program.
mmd::MotionData program_motion(std::string_view sequence) {
  static const auto table =
      mmd::read_lip_table_file(test_support::source_folder() / "Resource" / "AppData" / "lip.txt");
  const auto motion = mmd::make_lip_motion(table, sequence);
  if (motion) return *motion;
  ADD_FAILURE() << sequence;
  return {};
}

// `frame: あ, い, う, お; ` for each key, hundredths.
std::string program_keys(std::string_view sequence) {
  const mmd::MotionData motion = program_motion(sequence);
  if (motion.morph_tracks.size() != 4) return "no four morphs";
  std::string text;
  for (std::size_t i = 0; i < motion.morph_tracks[0].frames.size(); ++i) {
    text += std::to_string(motion.morph_tracks[0].frames[i]) + ":";
    for (const mmd::MorphTrack& track : motion.morph_tracks) {
      text += " " + std::to_string(std::lround(100 * track.weights[i]));
    }
    text += "; ";
  }
  return text;
}

TEST(LipMotion, Rendering71AShortWord) {
  EXPECT_EQ(program_keys("sil,187,k,75,o,75"),
            "0: 0 0 0 0; 4: 0 0 0 0; 6: 10 0 0 0; 8: 0 0 0 80; 14: 0 0 0 64; 16: 0 0 0 0; ");
}

TEST(LipMotion, Rendering72ALongWord) {
  const mmd::MotionData motion =
      program_motion("sil,187,k,75,o,75,N,75,n,75,i,62,ch,75,i,87,w,100,a,87,sil,212");
  ASSERT_EQ(motion.morph_tracks.size(), 4U);
  EXPECT_EQ(motion.morph_tracks[0].frames,
            (std::vector<std::uint32_t>{0, 4, 6, 8, 10, 12, 13, 15, 16, 17, 19, 21, 22, 24, 25, 27,
                                        37, 39}));
  const auto weight = [&](std::size_t morph, std::uint32_t frame) {
    const mmd::MorphTrack& track = motion.morph_tracks[morph];
    return track.weights[std::ranges::find(track.frames, frame) - track.frames.begin()];
  };
  EXPECT_FLOAT_EQ(weight(1, 15), .4F);
  EXPECT_FLOAT_EQ(weight(1, 19), .4F);
  EXPECT_FLOAT_EQ(weight(2, 21), .5F);
  EXPECT_FLOAT_EQ(weight(2, 22), .4F);
  EXPECT_FLOAT_EQ(weight(0, 24), .5F);
  EXPECT_FLOAT_EQ(weight(0, 25), .4F);
}

TEST(LipMotion, Rendering73AnUnknownPhoneme) {
  EXPECT_EQ(program_keys("zz,100"), "0: 20 0 0 0; 7: 16 0 0 0; 9: 0 0 0 0; ");
}

TEST(LipMotion, Rendering74AShortVowel) {
  EXPECT_EQ(program_keys("a,10"), "0: 50 0 0 0; 5: 40 0 0 0; 7: 0 0 0 0; ");
}

// One morph per phoneme, so that a key shows which phoneme made it.
const mmd::LipTable& table() {
  static const mmd::LipTable table = parse(
      "6 M a i sil k o 7  first 1 0 0 0 0 0  a 0 1 0 0 0 0  i 0 0 1 0 0 0  sil 0 0 0 1 0 0"
      "  k 0 0 0 0 1 0  o 0 0 0 0 0 1  N 0 0 0 0 0.5 0.5");
  return table;
}

// "frame:morph*weight" for each key; the closing one has none.
std::string keys_of(std::string_view sequence) {
  const auto motion = mmd::make_lip_motion(table(), sequence);
  if (!motion) return "none";
  std::string text;
  const auto& frames = motion->morph_tracks[0].frames;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    text += (i == 0 ? "" : " ") + std::to_string(frames[i]) + ":";
    for (const mmd::MorphTrack& track : motion->morph_tracks) {
      if (track.weights[i] == 0.0F) continue;
      text += track.name + "*" + std::to_string(track.weights[i]).substr(0, 3);
    }
  }
  EXPECT_EQ(motion->length, frames.back());
  return text;
}

TEST(LipMotion, A23_KeysOfTheWorkedExamples) {
  EXPECT_EQ(keys_of("a,100,i,80,sil,50"), "0:a*1.0 1:a*0.8 3:i*1.0 5:sil*1.0 11:sil*0.8 13:");
  EXPECT_EQ(keys_of("k,10,o,15,N,200"), "0:k*1.0 1:o*1.0 2:k*0.5o*0.5 11:k*0.4o*0.4 13:");
}

TEST(LipMotion, SequencesThatAreOdd) {
  EXPECT_EQ(keys_of(""), "none");
  EXPECT_EQ(keys_of("a"), "none");
  EXPECT_EQ(keys_of("a,0"), "0:a*1.0 5:a*0.8 7:");
  EXPECT_EQ(keys_of(",a,,0,"), "0:a*1.0 5:a*0.8 7:");
  EXPECT_EQ(keys_of("zzz,x"), "0:M*1.0 5:M*0.8 7:");
  EXPECT_EQ(keys_of("a,-5,i"), "0:a*1.0 5:a*0.8 7:");
  EXPECT_EQ(keys_of("a,1e30"), "none");
}

TEST(LipMotion, MorphsAtRestGetOneKey) {
  const std::vector<std::string> at_rest = {"smile", "a", "smile"};
  const auto motion = mmd::make_lip_motion(table(), "a,100", at_rest);
  ASSERT_EQ(motion->morph_tracks.size(), 7U);
  EXPECT_EQ(motion->morph_tracks[6].name, "smile");
  EXPECT_EQ(motion->morph_tracks[6].frames, (std::vector<std::uint32_t>{0}));
  EXPECT_EQ(motion->morph_tracks[6].weights, (std::vector<float>{0}));
}

TEST(LipMotion, AMorphNamedTwiceIsOneTrack) {
  const auto motion = mmd::make_lip_motion(parse("2 m m 1 x 0.5 0.25"), "x,100");
  ASSERT_EQ(motion->morph_tracks.size(), 1U);
  EXPECT_EQ(motion->morph_tracks[0].weights[0], .5F);
}

}  // namespace
