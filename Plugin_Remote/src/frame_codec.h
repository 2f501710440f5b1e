// WebSocket frames (RFC 6455 §5): bytes of a connection to and from the data they carry.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace mmdagent::remote {

enum class Opcode : std::uint8_t {
  continuation = 0,
  text = 1,
  binary = 2,
  close = 8,
  ping = 9,
  pong = 10,
};

// What each side does with the bytes it sends: a client masks them, a server does not.
enum class FrameSide : std::uint8_t { client, server };

using MaskKey = std::array<char, 4>;

// Appends one whole frame. Without a key the payload is not masked.
void append_frame(std::string& out, Opcode opcode, std::string_view payload, const MaskKey* key);

// Told of control frames in their order between the data.
class ControlFrames {
 public:
  virtual void control(Opcode opcode, std::string_view payload) = 0;

 protected:
  ~ControlFrames() = default;
};

// Total: any byte sequence is taken in linear time, whatever its segments, and nothing is
// allocated. The first defect, or a close frame, ends it: what comes then is ignored. The borders
// of frames and messages have no meaning for the data, and TEXT is not checked for UTF-8, because a
// line may be split anywhere. Not thread-safe; one per connection.
class FrameDecoder {
 public:
  // `sender`: whose frames these are. `longest`: bytes of one message.
  FrameDecoder(FrameSide sender, std::uint64_t longest) noexcept
      : masked_(sender == FrameSide::client), longest_(longest) {}

  // Replaces the bytes of `chunk` by the data in them, and returns how many those are.
  std::size_t decode(std::span<char> chunk, ControlFrames& controls);

  bool is_closed() const noexcept { return closed_; }
  // What is wrong, with the status code to close with; empty and 0 while all is well.
  std::string_view defect() const noexcept { return defect_; }
  std::uint16_t defect_code() const noexcept { return defect_code_; }

 private:
  std::size_t header_bytes_needed() const noexcept;
  bool is_control() const noexcept { return static_cast<std::uint8_t>(opcode_) >= 8; }
  void begin_frame() noexcept;
  bool check_frame(std::uint64_t length, std::size_t length_bytes) noexcept;
  void end_frame(ControlFrames& controls);
  void fail(std::string_view defect, std::uint16_t code) noexcept;

  bool masked_;
  std::uint64_t longest_;
  std::array<unsigned char, 14> header_{};
  std::size_t header_size_ = 0;
  bool in_payload_ = false;
  std::uint64_t remaining_ = 0;  // bytes of this frame's payload
  MaskKey key_{};                // turned so that its first byte is due
  Opcode opcode_ = Opcode::continuation;
  bool final_ = false;
  bool in_message_ = false;          // behind a data frame that was not the last of its message
  std::uint64_t message_bytes_ = 0;  // of the message so far
  std::array<char, 125> control_{};
  std::size_t control_size_ = 0;
  bool closed_ = false;
  std::string_view defect_;
  std::uint16_t defect_code_ = 0;
};

inline constexpr std::uint16_t close_going_away = 1001;
inline constexpr std::uint16_t close_protocol_error = 1002;
inline constexpr std::uint16_t close_policy = 1008;
inline constexpr std::uint16_t close_too_long = 1009;

}  // namespace mmdagent::remote
