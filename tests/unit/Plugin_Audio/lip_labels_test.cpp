#include "lip_labels.h"

#include <gtest/gtest.h>

#include "MMDAgent/Message.h"
#include "audio_limits.h"
#include "sound_fixture.h"

using audio::lip_sequence_of;

TEST(LipLabels, P33BecomePhonesAndMilliseconds) {
  EXPECT_EQ(lip_sequence_of("0 1000000 a\n1000000 1500000 pau"), "a,100,pau,50");
  EXPECT_EQ(lip_sequence_of("0 4999 a 4999 9999 b"), "a,0,b,1") << "rounded";
  EXPECT_EQ(lip_sequence_of("# a comment\n0 1000000 a# another 5 9 x\n1000000 1100000\to"),
            "a,100,o,10");
  EXPECT_EQ(lip_sequence_of(""), "");
}

TEST(LipLabels, EndWhereATripleIsIncompleteOrTakesNoTime) {
  EXPECT_EQ(lip_sequence_of("0 10000 a 10000 20000"), "a,1");
  EXPECT_EQ(lip_sequence_of("0 10000 a 20000 20000 b 20000 30000 c"), "a,1");
  EXPECT_EQ(lip_sequence_of("text of any kind"), "");
  EXPECT_EQ(lip_sequence_of("-9223372036854775808 9223372036854775807 a"),
            "a," + std::to_string((9223372036854775807 - 5000) / 10000 + 1))
      << "no overflow";
}

TEST(LipLabels, HoldWhatFitsIntoAMessage) {
  std::string labels;
  for (int i = 0; i < 20'000; ++i) labels += "0 10000000 a\n";
  const std::string sequence = lip_sequence_of(labels);
  EXPECT_LT(sequence.size(), mmdagent::max_message_bytes - 1'000);
  EXPECT_TRUE(sequence.ends_with(",a,1000"));
}

TEST(LipLabels, AreReadFromTheFileBesideTheSound) {
  const audio_test::Folder folder;
  std::ofstream(folder.file("x.lab")) << "0 10000 a";
  EXPECT_EQ(audio::read_lip_labels(folder.file("x.wav")), "a,1");
  EXPECT_EQ(audio::read_lip_labels(folder.file("y.wav")), std::nullopt);
  EXPECT_EQ(audio::read_lip_labels(".wav"), std::nullopt);
  std::ofstream(folder.file("y.lab"))
      << "#" << std::string(audio::limits::label_bytes, 'x') << "\n0 10000 a";
  EXPECT_EQ(audio::read_lip_labels(folder.file("y.wav")), std::nullopt) << "behind the limit";
}
