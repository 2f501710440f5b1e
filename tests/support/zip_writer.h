// Writes ZIP archives byte by byte, wrong ones too: every field can be given.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace test_support {

inline std::uint32_t crc32(std::string_view data) {
  std::uint32_t crc = 0xffffffffU;
  for (const char c : data) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xedb88320U : 0U);
  }
  return ~crc;
}

struct ZipEntry {
  std::string name;
  std::string data;                         // as it stands in the archive
  std::uint16_t method = 0;                 // 0: stored, 8: deflated
  std::uint16_t flags = 0x800;              // UTF-8 name
  std::optional<std::uint32_t> crc{};       // default: that of `data`
  std::optional<std::uint32_t> unpacked{};  // default: size of `data`
  std::uint32_t attributes = 0;             // external
};

class ZipWriter {
 public:
  void add(const ZipEntry& entry) {
    const auto offset = static_cast<std::uint32_t>(bytes_.size());
    text(bytes_, "PK\x03\x04");
    common(bytes_, entry);
    bytes_ += entry.name + entry.data;
    text(directory_, "PK\x01\x02");
    number(directory_, 0x031e, 2);  // made by: Unix
    common(directory_, entry);
    number(directory_, 0, 2);  // comment
    number(directory_, 0, 2);  // disk
    number(directory_, 0, 2);  // internal attributes
    number(directory_, entry.attributes, 4);
    number(directory_, offset, 4);
    directory_ += entry.name;
    ++count_;
  }

  std::string finished() const {
    std::string all = bytes_ + directory_;
    text(all, "PK\x05\x06");
    number(all, 0, 4);  // disks
    number(all, count_, 2);
    number(all, count_, 2);
    number(all, directory_.size(), 4);
    number(all, bytes_.size(), 4);
    number(all, 0, 2);  // comment
    return all;
  }

 private:
  static void text(std::string& out, std::string_view value) { out += value; }
  static void number(std::string& out, std::size_t value, int size) {
    for (int i = 0; i < size; ++i) out += static_cast<char>(value >> (8 * i));
  }
  static void common(std::string& out, const ZipEntry& entry) {
    number(out, 20, 2);  // version needed
    number(out, entry.flags, 2);
    number(out, entry.method, 2);
    number(out, 0, 2);       // time
    number(out, 0x5821, 2);  // date: 2024-01-01
    number(out, entry.crc.value_or(crc32(entry.data)), 4);
    number(out, entry.data.size(), 4);
    number(out, entry.unpacked.value_or(static_cast<std::uint32_t>(entry.data.size())), 4);
    number(out, entry.name.size(), 2);
    number(out, 0, 2);  // extra field
  }

  std::string bytes_;
  std::string directory_;
  std::size_t count_ = 0;
};

inline std::string zip_of(const std::vector<ZipEntry>& entries) {
  ZipWriter writer;
  for (const ZipEntry& entry : entries) writer.add(entry);
  return writer.finished();
}

}  // namespace test_support
