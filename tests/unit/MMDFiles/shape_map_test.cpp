// Shape maps: the file, and the file for one model.
#include "MMDFiles/shape_map.h"

#include <gtest/gtest.h>

#include "MMDFiles/model.h"
#include "MMDFiles/readers.h"
#include "MMDFiles/side_files.h"
#include "support/checkout.h"
#include "support/load_errors.h"
#include "support/shared_content.h"

namespace {

using namespace test_support;
using Names = std::vector<std::string>;

mmd::ShapeMap parse(std::string_view text) { return mmd::parse_shape_map(text, "a.shapemap"); }

TEST(ShapeMap, EveryKindOfLine) {
  const mmd::ShapeMap map = parse(
      "\xEF\xBB\xBF# comment\r\n"
      "EYE_ROTATION_COEF 0.4\r\n"
      "LIP_A あ\nLIP_A ああ\n"
      "NOLIP え , おお,\nNOLIP ワ\n"
      "TRACK_BODY 上半身2,上半身\n"
      "AU1 上 0.5\nAU1 眉\nAUDIO x\n"
      "ACT0\tmotion/00.vmd\nACT0 other.vmd\nACTION y\n"
      "EXBONE_hand 右手首\n"
      "EXMORPH_joy 笑い >0.7\n"
      "MORPH_TUNE 笑い まばたき\n"
      "jawOpen あ\n"
      "alone\n");
  EXPECT_EQ(map.eye_rotation, .4F);
  EXPECT_EQ(map.lips.at("LIP_A"), (Names{"あ", "ああ"}));
  EXPECT_EQ(map.no_lip, (Names{"え", "おお", "ワ"}));
  EXPECT_EQ(map.no_lip_of_last, (Names{"ワ"}));
  EXPECT_EQ(map.tracks.at("TRACK_BODY"), (Names{"上半身2", "上半身"}));
  ASSERT_EQ(map.units.at("AU1").size(), 2U);
  EXPECT_EQ(map.units.at("AU1")[0].morph, "上");
  EXPECT_EQ(map.units.at("AU1")[0].response.coefficient, .5F);
  EXPECT_EQ(map.units.at("AU1")[1].response, mmd::ShapeResponse{});
  EXPECT_TRUE(map.units.contains("AUDIO"));
  EXPECT_EQ(map.actions.at("ACT0"), "motion/00.vmd");
  EXPECT_EQ(map.actions.at("ACTION"), "y");
  EXPECT_EQ(map.extra_bones.at("EXBONE_hand"), (Names{"右手首"}));
  EXPECT_EQ(map.extra_morphs.at("EXMORPH_joy")[0].response.threshold, .7F);
  EXPECT_EQ(map.tunes, (std::vector<Names>{{"笑い", "まばたき"}}));
  EXPECT_EQ(map.shapes.size(), 1U);
  EXPECT_EQ(map.shapes.at("jawOpen")[0].morph, "あ");
  EXPECT_TRUE(map.warnings.empty());
}

TEST(ShapeMap, LinesWithoutSenseAreSkippedWithAWarning) {
  const mmd::ShapeMap map =
      parse("AU1 a -0.5\nAU2 a x\nAU3 a >\nAU4 a nan\nEYE_ROTATION_COEF y\nAU5 \xFF\n" +
            ("AU6 " + std::string(65'532, 'a')) + "\nAU7 a +0.5\n");
  EXPECT_EQ(map.units.size(), 1U);
  EXPECT_EQ(map.units.at("AU7")[0].response.coefficient, .5F);
  EXPECT_EQ(map.eye_rotation, 1.0F);
  EXPECT_EQ(map.warnings,
            (Names{"a.shapemap: line 1: coefficient \"-0.5\", expected at least 0; ignored",
                   "a.shapemap: line 2: expected a number, found \"x\"; ignored",
                   "a.shapemap: line 3: expected a number, found \">\"; ignored",
                   "a.shapemap: line 4: expected a number, found \"nan\"; ignored",
                   "a.shapemap: line 5: expected a number, found \"y\"; ignored",
                   "a.shapemap: line 6: line is not UTF-8, skipped",
                   "a.shapemap: line 7: line longer than 65535 bytes, skipped"}));
}

TEST(ShapeMap, Limits) {
  std::string text;
  for (int i = 0; i < 31; ++i) text += "MORPH_TUNE a b c d e f g h i j k\n";
  mmd::ShapeMap map = parse(text);
  EXPECT_EQ(map.tunes.size(), 30U);
  EXPECT_EQ(map.tunes[0].size(), 10U);
  EXPECT_EQ(map.warnings.front(),
            "a.shapemap: line 1: more than 10 morphs in a MORPH_TUNE, the rest ignored");
  EXPECT_EQ(map.warnings.back(), "a.shapemap: line 31: more than 30 MORPH_TUNE, ignored");
  map = parse(std::string(4096, '\n') + "AU1 a\n");
  EXPECT_TRUE(map.units.empty());
  EXPECT_EQ(map.warnings, (Names{"a.shapemap: line 4097: more than 4096 lines, the rest ignored"}));
  std::string bad;
  for (int i = 0; i < 200; ++i) bad += "AU1 a x\n";
  EXPECT_EQ(parse(bad).warnings.size(), 100U);
}

TEST(ShapeResponse, CoefficientAndThreshold) {
  EXPECT_EQ((mmd::ShapeResponse{2, {}}).weight(.25F), .5F);
  EXPECT_EQ((mmd::ShapeResponse{2, {}}).weight(.75F), 1.0F);
  EXPECT_EQ((mmd::ShapeResponse{2, {}}).weight(-1), 0.0F);
  const mmd::ShapeResponse step{1, .7F};
  EXPECT_EQ(step.weight(.1F), 0.0F);
  EXPECT_NEAR(step.weight(.4F), .000123395F, 1e-8F);
  EXPECT_NEAR(step.weight(1.0F), .99987656F, 1e-6F);
  const mmd::ShapeResponse low{1, .5F};
  EXPECT_EQ(low.weight(1.0F), low.weight(.9999F));
  EXPECT_EQ(low.weight(1.01F), 1.0F);
}

mmd::ModelData face_model() {
  mmd::ModelData data;
  data.bones.resize(2);
  data.bones[0].name = "上半身";
  data.bones[1].name = "頭";
  for (const char* name : {"あ", "い", "え", "笑い"}) {
    data.morphs.emplace_back();
    data.morphs.back().name = name;
  }
  return data;
}

TEST(ShapeBinding, NamesTheModelLacksAreLeftOut) {
  const mmd::Model model(face_model());
  const mmd::ShapeBinding bound(
      parse("LIP_A ない\nLIP_A あ\nLIP_A い\nLIP_U う\nNOLIP え,ない,え\n"
            "TRACK_BODY 上半身2,上半身,頭\nTRACK_HEAD ない\nAU1 ない\nAU1 笑い >0.7\nAU2 ない\n"
            "EXBONE_x 頭\nEXMORPH_joy 笑い 0.5\njawOpen あ\nMORPH_TUNE 笑い ない い\n"
            "MORPH_TUNE ない\nEYE_ROTATION_COEF 0.3\n"),
      model);
  EXPECT_EQ(bound.eye_rotation, .3F);
  EXPECT_EQ(bound.lips, (std::array<int, 4>{0, -1, -1, -1}));
  EXPECT_EQ(bound.no_lip, (std::vector<int>{2}));
  EXPECT_EQ(bound.tracks, (mmd::ByName<int>{{"TRACK_BODY", 0}}));
  EXPECT_EQ(bound.extra_bones, (mmd::ByName<int>{{"EXBONE_x", 1}}));
  ASSERT_EQ(bound.units.size(), 1U);
  ASSERT_EQ(bound.units.at("AU1").size(), 1U);
  EXPECT_EQ(bound.units.at("AU1")[0].morph, 3);
  EXPECT_EQ(bound.units.at("AU1")[0].response.threshold, .7F);
  EXPECT_EQ(bound.extra_morphs.at("EXMORPH_joy")[0].response.coefficient, .5F);
  EXPECT_EQ(bound.shapes.at("jawOpen")[0].morph, 0);
  EXPECT_EQ(bound.tunes, (std::vector<std::vector<int>>{{3, 1}}));
}

TEST(ShapeBinding, TenMorphsOfAKindForOneKey) {
  mmd::ModelData data = face_model();
  data.morphs.emplace_back();
  data.morphs.back().name = "骨";
  data.morphs.back().kind = mmd::MorphKind::bone;
  std::string text;
  for (int i = 0; i < 11; ++i) text += "AU1 笑い\n";
  text += "AU1 骨\n";
  const mmd::ShapeBinding bound(parse(text), mmd::Model(std::move(data)));
  ASSERT_EQ(bound.units.at("AU1").size(), 11U);
  EXPECT_EQ(bound.units.at("AU1").back().morph, 4);
}

TEST(ShapeBinding, A25_TunedWeightsShareOne) {
  std::vector<float> weights = {.6F, .5F, .5F};
  const std::vector<std::vector<int>> sets = {{0, 1, 2}};
  mmd::tune_weights(sets, weights);
  EXPECT_NEAR(weights[0], .6F, 1e-6F);
  EXPECT_NEAR(weights[1], .2F, 1e-6F);
  EXPECT_NEAR(weights[2], .1F, 1e-6F);
}

TEST(ShapeMap, MapOfTheProgramNamesWhatIsUsual) {
  const mmd::ShapeMap map = mmd::read_shape_map_file(test_support::source_folder() / "Resource" /
                                                     "AppData" / "default.shapemap");
  EXPECT_TRUE(map.warnings.empty());
  EXPECT_EQ(map.lips.size(), 4U);
  EXPECT_EQ(map.tracks.size(), 7U);
  EXPECT_EQ(map.units.size(), 7U);
  EXPECT_EQ(map.shapes.size(), 52U);  // of ARKit
  EXPECT_EQ(map.shapes.at("eyeBlink_L").at(0).morph, "eyeBlinkLeft");
  EXPECT_EQ(map.units.at("AU6").at(0).response.threshold, 0.7F);
}

TEST(SharedContent, ShapeMapOfTheAvatarNamesWhatItHas) {
  SHARED_OR_SKIP(path, "content/gene/Gene_light.pmd");
  const mmd::ShapeMap map = mmd::read_shape_map_file(*mmd::find_side_file(path, ".shapemap"));
  EXPECT_TRUE(map.warnings.empty());
  const mmd::ShapeBinding bound(map, mmd::Model(mmd::read_model_file(path)));
  for (const int lip : bound.lips) EXPECT_NE(lip, -1);
  EXPECT_EQ(bound.tracks.size(), 7U);
  EXPECT_EQ(bound.units.size(), 7U);
  EXPECT_EQ(bound.tunes.size(), 1U);
  EXPECT_EQ(map.actions.at("ACT0"), "motion/00_normal.vmd");
}

}  // namespace
