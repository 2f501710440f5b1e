#include "formats/byte_reader.h"

#include <utility>

#include "MMDFiles/limits.h"
#include "MMDFiles/load_error.h"

namespace mmd {

ByteReader::ByteReader(std::span<const std::byte> bytes, std::string_view path)
    : bytes_(bytes), path_(path) {}

void ByteReader::fail_short(std::size_t count) const {
  fail_at(offset_, "file ends early: expected " + std::to_string(count) + " more bytes, found " +
                       std::to_string(remaining()));
}

void ByteReader::fail_not_finite(std::size_t offset, std::string_view what) const {
  fail_at(offset, std::string(what).append(" is not a finite number"));
}

void ByteReader::expect_records(std::uint64_t count, std::uint64_t limit,
                                std::uint64_t record_bytes) {
  if (count > limit) {
    fail("count " + std::to_string(count) + ", expected at most " + std::to_string(limit));
  }
  if (count * record_bytes > remaining()) {
    fail("file ends early: " + std::to_string(count) + " records need at least " +
         std::to_string(count * record_bytes) + " bytes, found " + std::to_string(remaining()));
  }
}

std::string ByteReader::place() const {
  std::string text(section_);
  if (index_ != no_index) text.append("[").append(std::to_string(index_)).append("]");
  return text;
}

void ByteReader::fail(std::string_view problem) const { fail_at(record_offset_, problem); }

void ByteReader::fail_at(std::size_t offset, std::string_view problem) const {
  throw LoadError(path_, place(), problem, offset);
}

void ByteReader::warn(std::string_view problem) {
  if (warnings_.size() == limits::warnings) {
    ++surplus_warnings_;
    return;
  }
  warnings_.push_back(load_message(path_, place(), problem, record_offset_));
}

void ByteReader::warn_damaged_text() {
  if (std::exchange(warned_of_text_, true)) return;
  warn("text cannot be decoded completely, replaced what is unknown by U+FFFD");
}

std::vector<std::string> ByteReader::take_warnings() {
  if (surplus_warnings_ > 0) {
    warnings_.push_back(std::string(path_) + ": " + std::to_string(surplus_warnings_) +
                        " further warnings");
    surplus_warnings_ = 0;
  }
  return std::move(warnings_);
}

}  // namespace mmd
