// Every decoder gives valid UTF-8, whatever comes in, and prefixes keep their promise.
#include <cstdint>

#include "MMDFiles/name_index.h"
#include "MMDFiles/text.h"
#include "fuzz/data_promises.h"

namespace {

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

void check(const mmd::DecodedText& decoded) {
  fuzz::promise(!mmd::decode_utf8(bytes_of(decoded.text)).damaged, "decoded text is UTF-8");
  for (const std::size_t limit : {mmd::vmd_key_name_bytes, mmd::vmd_ik_name_bytes}) {
    const std::string_view prefix = mmd::cp932_prefix(decoded.text, limit);
    fuzz::promise(mmd::cp932_size(prefix) <= limit, "prefix is short enough");
    fuzz::promise(!mmd::decode_utf8(bytes_of(prefix)).damaged, "prefix ends with a character");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  check(mmd::decode_cp932(bytes));
  check(mmd::decode_cp932_field(bytes));
  check(mmd::decode_utf16le(bytes));
  check(mmd::decode_utf8(bytes));
  // Undecoded bytes as a name must not be read beyond their end either.
  const std::string_view raw(reinterpret_cast<const char*>(data), size);
  fuzz::promise(mmd::cp932_prefix(raw, 15).size() <= size, "prefix lies inside");
  return 0;
}
