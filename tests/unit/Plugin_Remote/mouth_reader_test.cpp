#include "sound/mouth_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "formant_vowel.h"
#include "sound/sample_ring.h"

namespace mmdagent::remote {
namespace {

// How many of the classes behind the first three are this one.
double share_of(MouthClass wanted, const std::vector<MouthClass>& mouths) {
  const auto begin = mouths.begin() + 3;
  return static_cast<double>(std::count(begin, mouths.end(), wanted)) /
         static_cast<double>(mouths.end() - begin);
}

TEST(MouthReader, KnowsVowels) {
  const std::pair<MouthClass, std::array<double, 3>> vowels[] = {
      {MouthClass::a, {750, 1250, 2600}}, {MouthClass::i, {290, 2250, 2950}},
      {MouthClass::u, {330, 1000, 2350}}, {MouthClass::e, {480, 1900, 2600}},
      {MouthClass::o, {470, 850, 2500}},
  };
  for (const auto& [wanted, formants] : vowels) {
    for (const double loudness : {0.05, 0.3, 0.9}) {
      MouthReader reader;
      std::vector<MouthClass> mouths;
      reader.feed(formant_vowel(formants, loudness), mouths);
      ASSERT_EQ(mouths.size(), 16U);  // of 30 ms in half a second
      EXPECT_GE(share_of(wanted, mouths), 0.8) << static_cast<int>(wanted) << ' ' << loudness;
    }
  }
}

TEST(MouthReader, IsShutInSilenceAndAtTheEnd) {
  MouthReader reader;
  std::vector<MouthClass> mouths;
  reader.feed(std::vector<std::int16_t>(4'960), mouths);
  EXPECT_EQ(mouths, std::vector<MouthClass>(10, MouthClass::silence));
  mouths.clear();
  reader.feed(formant_vowel({750, 1250, 2600}), mouths);
  reader.end(mouths);
  EXPECT_EQ(mouths.back(), MouthClass::silence);
  // Noise far below what was heard is silence too.
  mouths.clear();
  std::vector<std::int16_t> noise(4'800);
  for (std::size_t i = 0; i < noise.size(); ++i) noise[i] = i % 3 == 0 ? 40 : -20;
  reader.feed(noise, mouths);
  EXPECT_EQ(mouths.back(), MouthClass::silence);
}

// Never certain, it goes by the loudness beside the loudest of late.
TEST(MouthReader, OpensByLoudnessWhereNoClassIsCertain) {
  MouthReader reader(1.1F);
  const std::array<double, 3> vowel = {330, 1000, 2350};
  for (const auto& [loudness, wanted] : {std::pair{0.9, MouthClass::a},
                                         {0.5, MouthClass::a},
                                         {0.15, MouthClass::narrow},
                                         {0.04, MouthClass::closed}}) {
    std::vector<MouthClass> mouths;
    reader.feed(formant_vowel(vowel, loudness), mouths);
    EXPECT_EQ(share_of(wanted, mouths), 1.0) << loudness;
  }
}

// Section 6.4 of remote.md.
TEST(MouthReader, EachClassHasItsShape) {
  EXPECT_EQ(shape_of(MouthClass::a), (MouthShape{0.70F, 0, 0, 0}));
  EXPECT_EQ(shape_of(MouthClass::i), (MouthShape{0, 0.56F, 0, 0}));
  EXPECT_EQ(shape_of(MouthClass::u), (MouthShape{0, 0, 1.00F, 0}));
  EXPECT_EQ(shape_of(MouthClass::e), (MouthShape{0.14F, 0.84F, 0.28F, 0}));
  EXPECT_EQ(shape_of(MouthClass::o), (MouthShape{0, 0, 0, 1.00F}));
  EXPECT_EQ(shape_of(MouthClass::narrow), (MouthShape{0.14F, 0, 0, 0}));
  EXPECT_EQ(shape_of(MouthClass::closed), MouthShape());
  EXPECT_EQ(shape_of(MouthClass::silence), MouthShape());
}

// A class comes 10 ms after its 30 ms, so a sample waits 40 ms at most.
TEST(MouthReader, NeedsTenMillisecondsMore) {
  MouthReader reader;
  std::vector<MouthClass> mouths;
  std::vector<std::size_t> came;
  const std::vector<std::int16_t> sample(1);
  for (std::size_t at = 1; at <= 2'000; ++at) {
    reader.feed(sample, mouths);
    if (mouths.size() > came.size()) came.push_back(at);
  }
  EXPECT_EQ(came, (std::vector<std::size_t>{640, 1'120, 1'600}));
}

TEST(MouthReader, GivesTheSameForPiecesOfAnySize) {
  const std::vector<std::int16_t> sound = formant_vowel({480, 1900, 2600});
  std::vector<MouthClass> whole;
  MouthReader().feed(sound, whole);
  for (const std::size_t size : {1UL, 7UL, 159UL, 161UL, 3'000UL}) {
    MouthReader reader;
    std::vector<MouthClass> pieces;
    for (std::size_t at = 0; at < sound.size(); at += size)
      reader.feed(std::span(sound).subspan(at, std::min(size, sound.size() - at)), pieces);
    EXPECT_EQ(pieces, whole) << size;
  }
}

TEST(SampleRing, KeepsTheOrderAndRefusesWhatIsTooMuch) {
  SampleRing ring(5);
  const std::array<std::int16_t, 4> four = {1, 2, 3, 4};
  std::array<std::int16_t, 3> three{};
  EXPECT_EQ(ring.push(four), 4U);
  EXPECT_EQ(ring.push(four), 1U);
  EXPECT_EQ(ring.pop(three), 3U);
  EXPECT_EQ(three, (std::array<std::int16_t, 3>{1, 2, 3}));
  EXPECT_EQ(ring.push(four), 3U);
  EXPECT_EQ(ring.size(), 5U);
  EXPECT_EQ(ring.pop(three), 3U);
  EXPECT_EQ(three, (std::array<std::int16_t, 3>{4, 1, 1}));
  EXPECT_EQ(ring.pop(three), 2U);
  EXPECT_EQ(ring.pop(three), 0U);
}

}  // namespace
}  // namespace mmdagent::remote
