#include "line_parser.h"

#include <gtest/gtest.h>

#include <random>

#include "parsed_stream.h"
#include "remote_limits.h"

namespace mmdagent::remote {
namespace {

using namespace std::string_literals;

using Items = std::vector<std::string>;

struct Case {
  std::string input;
  Items items;
  std::size_t pending = 0;
};

// Every row of spec/remote.md sections 4.1 and 4.2 that the parser decides.
const Case cases[] = {
    {"MESSAGE|aaa|bbb\n", {"message MESSAGE/aaa|bbb"}},
    {"TEST_MESSAGE\n", {"message TEST_MESSAGE/"}},
    {"A|\n", {"message A/"}},
    {"A||b|c\n", {"message A/|b|c"}},
    {"|A|b\n", {"message A/b"}},
    {"|||A|b\n", {"message A/b"}},
    {" A|1\n", {"message  A/1"}},
    {"|\n", {}},
    {"||||\nB\n", {"message B/"}},
    {"__AV_MESSAGE,\n", {}},
    {"__AV_MESSAGE,|||\n", {}},
    {"__AV_MESSAGE,KEY|a|b\n", {"message KEY/a|b"}},
    {"__AV_MESSAGE,__AV_START\n", {"message __AV_START/"}},
    {"__AV_MESSAGE\n", {"avatar __AV_MESSAGE"}},
    {"__AV_START\n", {"avatar __AV_START"}},
    {"__AV_TRACK,0,0,0\n__AV_FOO\n__AVX\n",
     {"avatar __AV_TRACK,0,0,0", "avatar __AV_FOO", "avatar __AVX"}},
    {"__av_start\n", {"message __av_start/"}},
    {" __AV_START\n", {"message  __AV_START/"}},
    {"KEY|a\rKEY|b\r", {"message KEY/a", "message KEY/b"}},
    {"A|1\r\nB|2\r\n", {"message A/1", "message B/2"}},
    {"A|1\nB|2\nC", {"message A/1", "message B/2"}, 1},
    {"\n\r\n\nB|2\n", {"message B/2"}},
    {"\n\n\r\r\n", {}},
    {"S|1\n", {"message S/1"}},
    {"STOP\n", {"message STOP/"}},
    {"S\nSN\nSND\nSND1\n", {"message S/", "message SN/", "message SND/", "message SND1/"}},
    {"S", {}, 1},
    {"SND12", {}, 5},
    {"SNDSTRM\n", {"stream"}},
    {"SNDFILE\r\nA\n", {"file", "message A/"}},
    {"SNDBRKS", {"end"}},
    {"SNDSTRMA|1\n", {"stream", "message A/1"}},
    {"SNDBRKS\n\n\nA\n", {"end", "message A/"}},
    {"SNDFILESNDBRKS\nSNDSTRM_X\n", {"file", "end", "stream", "message _X/"}},
    {"SND0004abcdB|1\n", {"sound abcd", "message B/1"}},
    {"SND0004ab", {}, 9},
    {"SND0005a\nb\rcA\n", {"sound a\nb\rc", "message A/"}},
    {"SND0003"s + "\0\xFF\n"s + "SND0002__X\n", {"sound \0\xFF\n"s, "sound __", "message X/"}},
    {"SND0000A|1\n", {"sound ", "message A/1"}},
    {"SNDXYZ_1|a\n", {"message SNDXYZ_1/a"}},
    {"SND-100xyz\n", {"message SND-100xyz/"}},
    {"SND12x4abcd\n", {"message SND12x4abcd/"}},
    {"SND 123\n", {"message SND 123/"}},
    {"SND123\n4abcd\n", {"message SND123/", "message 4abcd/"}},
    {"SNDFILX\n", {"message SNDFILX/"}},
    {"sndfile\n", {"message sndfile/"}},
    {"RECOG_EVENT_STOP|こんにちは。\n", {"message RECOG_EVENT_STOP/こんにちは。"}},
    {"A|\xFF\x41\nB|1\n", {"not UTF-8 at 2", "message B/1"}},
    {"A|\xE3\x81\nB\n", {"not UTF-8 at 2", "message B/"}},
    {"A|\xC0\x80\nB\n", {"not UTF-8 at 2", "message B/"}},
    {"__AV_\xFF\n", {"not UTF-8 at 5"}},
    {"A\0B\nC\n"s, {"NUL at 1", "message C/"}},
    {"\0\n\0"s, {"NUL at 0"}, 1},
    {"%s%n|%x\n", {"message %s%n/%x"}},
};

class LineParserCases : public testing::TestWithParam<std::size_t> {};

TEST_P(LineParserCases, GiveTheSameItemsInPiecesOfAnySize) {
  for (const Case& each : cases) {
    LineParser parser;
    EXPECT_EQ(parse_pieces(parser, each.input, GetParam()), each.items) << each.input;
    EXPECT_EQ(parser.pending_bytes(), each.pending) << each.input;
  }
}

INSTANTIATE_TEST_SUITE_P(Pieces, LineParserCases, testing::Values(1, 2, 3, 7, 8, 1000));

TEST(LineParser, FollowsOneStreamMadeOfAllCases) {
  std::string input;
  Items expected;
  for (int round = 0; round < 200; ++round) {
    for (const Case& each : cases) {
      if (each.pending > 0) continue;
      input += each.input;
      expected.insert(expected.end(), each.items.begin(), each.items.end());
    }
  }
  std::mt19937 random(1);
  for (const std::size_t piece : {std::size_t{1}, std::size_t{997}, std::size_t{1} << 20}) {
    LineParser parser;
    EXPECT_EQ(parse_pieces(parser, input, piece), expected) << piece;
  }
  LineParser parser;
  Items items;
  for (std::string_view rest = input; !rest.empty();) {
    const std::size_t size = std::min<std::size_t>(random() % 3000 + 1, rest.size());
    const Items some = parse_pieces(parser, rest.substr(0, size), size);
    items.insert(items.end(), some.begin(), some.end());
    rest.remove_prefix(size);
  }
  EXPECT_EQ(items, expected);
}

TEST(LineParser, TakesTheLongestLineAndSkipsALongerOne) {
  for (const std::size_t piece : {std::size_t{1000}, std::size_t{1} << 20}) {
    LineParser parser;
    const std::string longest(max_line_bytes, 'a');
    EXPECT_EQ(parse_pieces(parser, longest + "\n", piece), Items{"message " + longest + "/"});
    const std::string over(max_line_bytes + 1, 'a');
    EXPECT_EQ(parse_pieces(parser, over + "\nOK\n", piece),
              (Items{"too long at 65535", "message OK/"}));
    EXPECT_EQ(parse_pieces(parser, over + "\rOK\r", piece),
              (Items{"too long at 65535", "message OK/"}));
  }
}

TEST(LineParser, SkipsAMillionBytesWithoutALineEnd) {
  LineParser parser;
  const std::string flood(1'000'000, 'x');
  EXPECT_EQ(parse_pieces(parser, flood, 65'536), Items{"too long at 65535"});
  EXPECT_EQ(parser.pending_bytes(), 0U);
  EXPECT_EQ(parse_pieces(parser, flood, 65'536), Items{});
  EXPECT_EQ(parse_pieces(parser, "\nOK\n", 65'536), Items{"message OK/"});
}

TEST(LineParser, TakesTheLongestSoundPack) {
  LineParser parser;
  const std::string samples(max_sound_pack_bytes, '\n');
  EXPECT_EQ(parse_pieces(parser, "SND9999" + samples + "A\n", 4096),
            (Items{"sound " + samples, "message A/"}));
}

TEST(LineParser, KeepsTheItemUntilItIsConsumed) {
  LineParser parser;
  const std::string_view input = "A|1\nB|2\n";
  std::memcpy(parser.space().data(), input.data(), input.size());
  parser.received(input.size());
  EXPECT_EQ(text_of(parser.next()), "message A/1");
  EXPECT_EQ(text_of(parser.next()), "message A/1");
  parser.consume();
  EXPECT_EQ(text_of(parser.next()), "message B/2");
  EXPECT_EQ(parser.line_number(), 2U);
  parser.consume();
  EXPECT_EQ(text_of(parser.next()), "none");
  parser.consume();
  EXPECT_EQ(text_of(parser.next()), "none");
}

TEST(LineParser, AlwaysHasSpaceForMore) {
  LineParser parser;
  const std::string part(max_line_bytes - 10, 'a');
  for (int round = 0; round < 50; ++round) {
    parse_pieces(parser, part, 1 << 20);
    EXPECT_GE(parser.space().size(), receive_buffer_bytes / 2 - max_line_bytes + 10);
    EXPECT_EQ(parse_pieces(parser, "\n", 1).size(), 1U);
  }
}

TEST(LineParser, MovesAnUnfinishedLineToTheFrontWhenSpaceEnds) {
  // Lines whose ends fall everywhere in the buffer, never all of them consumed.
  for (const char* end : {"\n", "\r", "\r\n"}) {
    LineParser parser;
    std::string input;
    Items expected;
    for (int line = 0; line < 400; ++line) {
      const std::string text = std::to_string(line) + std::string(7'001, 'a');
      input += text + end;
      expected.push_back("message " + text + "/");
    }
    EXPECT_EQ(parse_pieces(parser, input + "b", 5'003), expected);
    EXPECT_EQ(parser.pending_bytes(), 1U);
  }
}

TEST(LineParser, ForgetsEverythingOnClear) {
  LineParser parser;
  parse_pieces(parser, std::string(70'000, 'a'), 1 << 20);
  parser.clear();
  EXPECT_EQ(parse_pieces(parser, "B\n", 1), Items{"message B/"});
  parse_pieces(parser, "half", 4);
  parser.clear();
  EXPECT_EQ(parser.pending_bytes(), 0U);
  EXPECT_EQ(parse_pieces(parser, "C\n", 1), Items{"message C/"});
}

}  // namespace
}  // namespace mmdagent::remote
