#include "frame_codec.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mmdagent::remote {
namespace {

constexpr MaskKey key = {'\x12', '\x00', '\xFF', '\x34'};

struct Decoded {
  std::string data;
  std::vector<std::string> controls;
  std::string defect;
  std::uint16_t code = 0;
  bool closed = false;
  bool operator==(const Decoded&) const = default;
};

class Recorder final : public ControlFrames {
 public:
  void control(Opcode opcode, std::string_view payload) override {
    list.push_back(std::to_string(static_cast<int>(opcode)) + ":" + std::string(payload));
  }
  std::vector<std::string> list;
};

Decoded decode(const std::string& stream, std::size_t piece, FrameSide sender = FrameSide::server,
               std::uint64_t longest = 1'000'000) {
  FrameDecoder decoder(sender, longest);
  Recorder recorder;
  Decoded result;
  for (std::size_t at = 0; at < stream.size(); at += piece) {
    std::string chunk = stream.substr(at, piece);
    chunk.resize(decoder.decode(chunk, recorder));
    result.data += chunk;
  }
  result.controls = recorder.list;
  result.defect = decoder.defect();
  result.code = decoder.defect_code();
  result.closed = decoder.is_closed();
  return result;
}

std::string frame(Opcode opcode, std::string_view payload, const MaskKey* mask = nullptr) {
  std::string bytes;
  append_frame(bytes, opcode, payload, mask);
  return bytes;
}

std::string part(std::string bytes) {
  bytes[0] = static_cast<char>(bytes[0] & 0x7F);
  return bytes;
}

TEST(FrameCodec, WritesTheBytesOfTheSpecification) {
  EXPECT_EQ(frame(Opcode::text, "KEY|a\n"), "\x81\x06KEY|a\n");
  EXPECT_EQ(frame(Opcode::text, "abcde", &key),
            std::string("\x81\x85\x12\x00\xFF\x34", 6) + "\x73\x62\x9C\x50\x77");
  EXPECT_EQ(frame(Opcode::ping, ""), std::string("\x89\x00", 2));
  EXPECT_EQ(frame(Opcode::binary, std::string(126, 'x')).substr(0, 4),
            std::string("\x82\x7E\x00\x7E", 4));
  EXPECT_EQ(frame(Opcode::binary, std::string(65'535, 'x')).substr(0, 4), "\x82\x7E\xFF\xFF");
  EXPECT_EQ(frame(Opcode::binary, std::string(65'536, 'x')).substr(0, 10),
            std::string("\x82\x7F\x00\x00\x00\x00\x00\x01\x00\x00", 10));
}

TEST(FrameCodec, GivesTheSameDataWhateverThePiecesAre) {
  std::string stream;
  std::string data;
  for (const std::size_t size : {0, 1, 3, 4, 125, 126, 127, 4'000, 65'535, 65'536}) {
    std::string payload(size, ' ');
    for (std::size_t at = 0; at < size; ++at) payload[at] = static_cast<char>(at * 7 + size);
    append_frame(stream, size % 2 == 0 ? Opcode::text : Opcode::binary, payload, &key);
    append_frame(stream, Opcode::ping, std::to_string(size), &key);
    data += payload;
  }
  const Decoded whole = decode(stream, stream.size(), FrameSide::client);
  EXPECT_EQ(whole.data, data);
  EXPECT_EQ(whole.controls.size(), 10U);
  EXPECT_EQ(whole.controls[9], "9:65536");
  for (const std::size_t piece : {1, 2, 3, 7, 1'000, 16'384}) {
    EXPECT_EQ(decode(stream, piece, FrameSide::client), whole) << piece;
  }
}

TEST(FrameCodec, TakesMessagesInPartsWithControlFramesBetween) {
  const std::string stream = part(frame(Opcode::text, "A|")) + frame(Opcode::ping, "p") +
                             part(frame(Opcode::continuation, "")) +
                             frame(Opcode::continuation, "1\n") + frame(Opcode::binary, "B\n");
  const Decoded result = decode(stream, 1);
  EXPECT_EQ(result.data, "A|1\nB\n");
  EXPECT_EQ(result.controls, std::vector<std::string>{"9:p"});
  EXPECT_EQ(result.defect, "");
}

TEST(FrameCodec, EndsWithACloseFrame) {
  const Decoded result = decode(
      frame(Opcode::text, "A\n") + frame(Opcode::close, "\x03\xE8") + frame(Opcode::text, "B\n"),
      100);
  EXPECT_EQ(result.data, "A\n");
  EXPECT_EQ(result.controls, std::vector<std::string>{"8:\x03\xE8"});
  EXPECT_TRUE(result.closed);
}

TEST(FrameCodec, NamesEachDefect) {
  const std::string eight_bytes("\x82\x7F\x80\x00\x00\x00\x00\x00\x00\x00", 10);
  const std::vector<std::pair<std::string, std::string>> cases = {
      {std::string("\xC1\x00", 2), "a frame with reserved bits"},
      {std::string("\x83\x00", 2), "a frame of unknown kind"},
      {std::string("\x8B\x00", 2), "a frame of unknown kind"},
      {std::string("\x81\x81mask\x00", 7), "a frame of a server that is masked"},
      {std::string("\x81\x7E\x00\x7D", 4), "a frame with a wrong length"},
      {std::string("\x81\x7F\x00\x00\x00\x00\x00\x00\xFF\xFF", 10), "a frame with a wrong length"},
      {eight_bytes, "a frame with a wrong length"},
      {std::string("\x09\x00", 2), "a control frame in parts"},
      {std::string("\x89\x7E\x00\x7E", 4), "a control frame longer than 125 bytes"},
      {std::string("\x80\x00", 2), "a continuation without a beginning"},
      {std::string("\x01\x00\x81\x00", 4), "a new message inside another"},
  };
  for (const auto& [bytes, defect] : cases) {
    const Decoded result = decode(frame(Opcode::text, "A\n") + bytes + "\x81\x02" + "B\n", 100);
    EXPECT_EQ(result.data, "A\n");
    EXPECT_EQ(result.defect, defect);
    EXPECT_EQ(result.code, close_protocol_error);
    EXPECT_EQ(decode(frame(Opcode::text, "A\n") + bytes, 1).defect, defect);
  }
  EXPECT_EQ(decode("\x81\x01x", 10, FrameSide::client).defect,
            "a frame of a client that is not masked");
}

TEST(FrameCodec, LimitsAMessageAllItsPartsTogether) {
  const std::string parts =
      part(frame(Opcode::text, "12345")) + frame(Opcode::continuation, "67890");
  EXPECT_EQ(decode(parts + parts, 3, FrameSide::server, 10).data, "12345678901234567890");
  const Decoded result = decode(parts, 3, FrameSide::server, 9);
  EXPECT_EQ(result.data, "12345");
  EXPECT_EQ(result.defect, "a message longer than the limit");
  EXPECT_EQ(result.code, close_too_long);
}

}  // namespace
}  // namespace mmdagent::remote
