// Any bytes as a WebSocket peer's frames, and as the head of its handshake: cut into pieces of any
// size they give what the whole gives. The first byte of the input chooses the pieces.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "frame_codec.h"
#include "http_head.h"
#include "websocket_handshake.h"

namespace {

using namespace mmdagent::remote;

constexpr std::uint64_t longest = 100'000;

void require(bool promise) {
  if (!promise) std::abort();
}

struct Outcome final : ControlFrames {
  void control(Opcode opcode, std::string_view payload) override {
    require(payload.size() <= 125);
    controls += static_cast<char>(opcode);
    controls.append(payload) += '/';
  }

  std::string data;
  std::string controls;
  std::string defect;
  bool closed = false;

  bool equals(const Outcome& other) const {
    return data == other.data && controls == other.controls && defect == other.defect &&
           closed == other.closed;
  }
};

Outcome decode(std::string_view stream, std::size_t piece, FrameSide sender) {
  FrameDecoder decoder(sender, longest);
  Outcome outcome;
  while (!stream.empty()) {
    std::string chunk(stream.substr(0, piece));
    stream.remove_prefix(chunk.size());
    const std::size_t size = decoder.decode(chunk, outcome);
    require(size <= chunk.size());
    outcome.data.append(chunk, 0, size);
  }
  outcome.defect = decoder.defect();
  outcome.closed = decoder.is_closed();
  require(outcome.defect.empty() == (decoder.defect_code() == 0));
  return outcome;
}

// What is written is read again.
void check_writing(std::string_view payload, std::uint8_t seed, FrameSide sender) {
  const MaskKey key = {static_cast<char>(seed), '\x7F', static_cast<char>(~seed), '\0'};
  std::string bytes;
  append_frame(bytes, Opcode::binary, payload, sender == FrameSide::client ? &key : nullptr);
  const Outcome outcome = decode(bytes, seed % 13 + 1, sender);
  require(outcome.data == payload && outcome.defect.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::uint8_t seed = data[0];
  const std::string_view stream(reinterpret_cast<const char*>(data) + 1, size - 1);
  for (const FrameSide sender : {FrameSide::client, FrameSide::server}) {
    const Outcome whole = decode(stream, stream.size() + 1, sender);
    require(decode(stream, 1, sender).equals(whole));
    require(decode(stream, seed % 31 + 1, sender).equals(whole));
    check_writing(stream.substr(0, longest), seed, sender);
  }
  HttpHead head;
  if (parse_reply(stream.substr(0, head_size(stream)), head)) {
    std::string reason;
    judge_reply(head, "dGhlIHNhbXBsZSBub25jZQ==", reason);
  }
  HttpHead request;
  if (parse_request(stream.substr(0, head_size(stream)), request)) {
    require(!request.method.empty() && !request.target.empty());
  }
  return 0;
}
