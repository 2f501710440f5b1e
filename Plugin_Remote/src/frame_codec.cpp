#include "frame_codec.h"

#include <algorithm>
#include <cstring>

namespace mmdagent::remote {
namespace {

constexpr unsigned char final_bit = 0x80;
constexpr unsigned char reserved_bits = 0x70;
constexpr unsigned char mask_bit = 0x80;
constexpr unsigned char opcode_bits = 0x0F;
constexpr unsigned char length_bits = 0x7F;
constexpr std::size_t length_of_two_bytes = 126;
constexpr std::size_t length_of_eight_bytes = 127;
constexpr std::size_t longest_control_payload = 125;

// Turns the key by as many bytes as were masked with it.
void apply_mask(std::span<char> bytes, MaskKey& key) noexcept {
  std::uint32_t pattern = 0;
  std::memcpy(&pattern, key.data(), sizeof(pattern));
  std::size_t at = 0;
  for (; at + sizeof(pattern) <= bytes.size(); at += sizeof(pattern)) {
    std::uint32_t word = 0;
    std::memcpy(&word, bytes.data() + at, sizeof(word));
    word ^= pattern;
    std::memcpy(bytes.data() + at, &word, sizeof(word));
  }
  const std::size_t turn = bytes.size() - at;
  for (std::size_t index = 0; index < turn; ++index) {
    bytes[at + index] = static_cast<char>(bytes[at + index] ^ key[index]);
  }
  std::rotate(key.begin(), key.begin() + static_cast<std::ptrdiff_t>(turn), key.end());
}

std::uint64_t big_endian(std::span<const unsigned char> bytes) noexcept {
  std::uint64_t number = 0;
  for (const unsigned char byte : bytes) number = (number << 8U) | byte;
  return number;
}

void append_big_endian(std::string& out, std::uint64_t number, std::size_t bytes) {
  for (std::size_t left = bytes; left > 0; --left) {
    out.push_back(static_cast<char>((number >> (8U * (left - 1))) & 0xFFU));
  }
}

bool is_known(std::uint8_t opcode) noexcept {
  return opcode <= static_cast<std::uint8_t>(Opcode::binary) ||
         (opcode >= static_cast<std::uint8_t>(Opcode::close) &&
          opcode <= static_cast<std::uint8_t>(Opcode::pong));
}

}  // namespace

void append_frame(std::string& out, Opcode opcode, std::string_view payload, const MaskKey* key) {
  const unsigned char mask = key == nullptr ? 0 : mask_bit;
  out.push_back(static_cast<char>(final_bit | static_cast<unsigned char>(opcode)));
  if (payload.size() < length_of_two_bytes) {
    out.push_back(static_cast<char>(mask | payload.size()));
  } else if (payload.size() <= 0xFFFF) {
    out.push_back(static_cast<char>(mask | length_of_two_bytes));
    append_big_endian(out, payload.size(), 2);
  } else {
    out.push_back(static_cast<char>(mask | length_of_eight_bytes));
    append_big_endian(out, payload.size(), 8);
  }
  if (key != nullptr) out.append(key->data(), key->size());
  const std::size_t start = out.size();
  out.append(payload);
  if (key == nullptr) return;
  MaskKey turning = *key;
  apply_mask(std::span(out).subspan(start), turning);
}

std::size_t FrameDecoder::decode(std::span<char> chunk, ControlFrames& controls) {
  std::size_t out = 0;
  std::size_t at = 0;
  while (at < chunk.size() && !closed_ && defect_.empty()) {
    if (!in_payload_) {
      header_[header_size_++] = static_cast<unsigned char>(chunk[at++]);
      if (header_size_ < header_bytes_needed()) continue;
      begin_frame();
    } else {
      const auto count =
          static_cast<std::size_t>(std::min<std::uint64_t>(remaining_, chunk.size() - at));
      const std::span<char> part = chunk.subspan(at, count);
      if (masked_) apply_mask(part, key_);
      if (is_control()) {
        std::memcpy(control_.data() + control_size_, part.data(), count);
        control_size_ += count;
      } else {
        std::memmove(chunk.data() + out, part.data(), count);
        out += count;
      }
      at += count;
      remaining_ -= count;
    }
    if (in_payload_ && remaining_ == 0) end_frame(controls);
  }
  return out;
}

std::size_t FrameDecoder::header_bytes_needed() const noexcept {
  if (header_size_ < 2) return 2;
  const std::size_t length = header_[1] & length_bits;
  const std::size_t extended = length == length_of_eight_bytes ? 8
                               : length == length_of_two_bytes ? 2
                                                               : 0;
  return 2 + extended + ((header_[1] & mask_bit) != 0 ? key_.size() : 0);
}

void FrameDecoder::begin_frame() noexcept {
  std::uint64_t length = header_[1] & length_bits;
  std::size_t length_bytes = 0;
  if (length >= length_of_two_bytes) {
    length_bytes = length == length_of_two_bytes ? 2 : 8;
    length = big_endian(std::span(header_).subspan(2, length_bytes));
  }
  if (!check_frame(length, length_bytes)) return;
  if (masked_) std::memcpy(key_.data(), header_.data() + 2 + length_bytes, key_.size());
  remaining_ = length;
  in_payload_ = true;
  header_size_ = 0;
  control_size_ = 0;
}

// Sets opcode_ and final_.
bool FrameDecoder::check_frame(std::uint64_t length, std::size_t length_bytes) noexcept {
  const auto opcode = static_cast<std::uint8_t>(header_[0] & opcode_bits);
  opcode_ = static_cast<Opcode>(opcode);
  final_ = (header_[0] & final_bit) != 0;
  const auto refuse = [this](std::string_view defect) {
    fail(defect, close_protocol_error);
    return false;
  };
  if ((header_[0] & reserved_bits) != 0) return refuse("a frame with reserved bits");
  if (!is_known(opcode)) return refuse("a frame of unknown kind");
  if (((header_[1] & mask_bit) != 0) != masked_) {
    return refuse(masked_ ? "a frame of a client that is not masked"
                          : "a frame of a server that is masked");
  }
  const bool is_shortest = length_bytes == 0 || (length_bytes == 2 && length >= 126) ||
                           (length_bytes == 8 && length > 0xFFFF);
  if (!is_shortest || (length >> 63U) != 0) return refuse("a frame with a wrong length");
  if (is_control()) {
    if (!final_) return refuse("a control frame in parts");
    if (length > longest_control_payload) return refuse("a control frame longer than 125 bytes");
    return true;
  }
  if (in_message_ != (opcode_ == Opcode::continuation)) {
    return refuse(in_message_ ? "a new message inside another"
                              : "a continuation without a beginning");
  }
  if (!in_message_) message_bytes_ = 0;
  if (length > longest_ - message_bytes_) {
    fail("a message longer than the limit", close_too_long);
    return false;
  }
  message_bytes_ += length;
  return true;
}

void FrameDecoder::end_frame(ControlFrames& controls) {
  in_payload_ = false;
  if (!is_control()) {
    in_message_ = !final_;
    return;
  }
  closed_ = opcode_ == Opcode::close;
  controls.control(opcode_, {control_.data(), control_size_});
}

void FrameDecoder::fail(std::string_view defect, std::uint16_t code) noexcept {
  defect_ = defect;
  defect_code_ = code;
}

}  // namespace mmdagent::remote
