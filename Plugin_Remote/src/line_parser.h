// One peer's byte stream, cut into what the peer meant: messages, avatar commands, sound.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace mmdagent::remote {

enum class ItemKind : std::uint8_t {
  none,            // nothing whole is left; more bytes are needed
  message,         // `type` and `args`
  avatar_command,  // `bytes`: a line beginning with __AV, without its terminator
  sound_word,      // `word`
  sound_pack,      // `bytes`: 16-bit PCM
  rejected,        // a line that is not passed on: `rejection` says why
};

enum class SoundWord : std::uint8_t { stream, file, end };

enum class Rejection : std::uint8_t { too_long, nul_byte, invalid_utf8 };

// The views point into the parser's buffer and hold until consume().
struct Item {
  ItemKind kind = ItemKind::none;
  std::string_view type;
  std::string_view args;
  std::string_view bytes;
  SoundWord word = SoundWord::stream;
  Rejection rejection = Rejection::too_long;
  std::size_t offset = 0;  // of the defect, bytes from the start of the line
};

// Total: any byte sequence is consumed in linear time, whatever its segments, within a buffer that
// is allocated once. Not thread-safe; one per connection.
class LineParser {
 public:
  LineParser();

  // Where the next bytes belong. Call it only when next() gave ItemKind::none; it is then never
  // empty.
  std::span<char> space() noexcept;
  // Tells how many bytes were put there.
  void received(std::size_t bytes) noexcept;

  // The oldest item that was not consumed: the same one until consume() is called.
  const Item& next() noexcept;
  void consume() noexcept;

  // Bytes that wait for their terminator, or for the rest of a sound pack.
  std::size_t pending_bytes() const noexcept { return end_ - begin_; }
  // Forgets everything received so far.
  void clear() noexcept;

  // Text lines seen so far, empty ones left out; the current item included.
  std::uint64_t line_number() const noexcept { return line_number_; }

 private:
  // How far one terminator byte was looked for, so that no byte is looked at twice.
  struct Search {
    std::size_t at = 0;
    bool found = false;
  };
  enum class Head : std::uint8_t { text, sound, unfinished };

  std::string_view pending() const noexcept { return {buffer_.get() + begin_, end_ - begin_}; }
  std::size_t seek(Search& search, char byte) noexcept;
  std::size_t find_terminator() noexcept;
  bool skip_to_head() noexcept;
  Head take_sound() noexcept;
  bool take_text() noexcept;
  void take_line(std::string_view line) noexcept;
  void take_message(std::string_view line) noexcept;
  void set_item(ItemKind kind, std::size_t end) noexcept;

  std::unique_ptr<char[]> buffer_;
  std::size_t begin_ = 0;  // first byte not consumed
  std::size_t end_ = 0;    // behind the last byte received
  Search line_feed_;
  Search carriage_return_;
  bool discarding_ = false;  // inside a line that was rejected as too long
  Item item_;
  std::size_t item_end_ = 0;
  std::uint64_t line_number_ = 0;
};

}  // namespace mmdagent::remote
