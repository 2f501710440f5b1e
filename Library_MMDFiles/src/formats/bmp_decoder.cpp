// BMP: 1 to 32 bits, bit fields, both run-length forms, bottom-up and top-down.
#include <algorithm>
#include <bit>
#include <cstdlib>
#include <initializer_list>
#include <string>
#include <vector>

#include "MMDFiles/limits.h"
#include "formats/image_decoders.h"

namespace mmd {
namespace {

constexpr unsigned core_header_bytes = 12;
constexpr unsigned info_header_bytes = 40;

enum class Compression : std::uint32_t {
  none = 0,
  run_length_8 = 1,
  run_length_4 = 2,
  bit_fields = 3,
  alpha_bit_fields = 6,
};

// One channel of a pixel of 16 or 32 bits.
class Channel {
 public:
  Channel() = default;
  explicit Channel(std::uint32_t mask)
      : mask_(mask),
        shift_(mask == 0 ? 0 : static_cast<unsigned>(std::countr_zero(mask))),
        bits_(mask == 0 ? 0 : 32U - static_cast<unsigned>(std::countl_zero(mask)) - shift_) {}

  bool present() const { return mask_ != 0; }
  std::uint8_t of(std::uint32_t pixel) const {
    return present() ? scaled_channel((pixel & mask_) >> shift_, bits_) : 0;
  }

 private:
  std::uint32_t mask_ = 0;
  unsigned shift_ = 0;
  unsigned bits_ = 0;
};

class BmpDecoder {
 public:
  explicit BmpDecoder(ByteReader& in) : in_(in) {}

  Image decode() {
    in_.enter("BMP header");
    read_headers();
    check_format();
    if (bits_ <= 8) read_palette();
    in_.enter("BMP pixels");
    if (data_offset_ < in_.offset()) in_.fail("pixels begin inside the header");
    in_.skip(data_offset_ - in_.offset());
    const bool runs =
        compression_ == Compression::run_length_8 || compression_ == Compression::run_length_4;
    if (!runs) expect_rows();
    Image image = make_image(width_, rows_, in_);
    if (runs) {
      decode_runs(image);
    } else {
      decode_rows(image);
    }
    return image;
  }

 private:
  void read_headers() {
    in_.skip(10);  // mark, file size, reserved
    data_offset_ = in_.u32();
    const std::size_t size_offset = in_.offset();
    header_bytes_ = in_.u32();
    if (header_bytes_ == core_header_bytes) {
      width_ = in_.u16();
      height_ = in_.u16();
      in_.skip(2);  // planes
      bits_ = in_.u16();
    } else {
      const bool known = header_bytes_ == info_header_bytes || header_bytes_ == 52 ||
                         header_bytes_ == 56 || header_bytes_ == 64 || header_bytes_ == 108 ||
                         header_bytes_ == 124;
      if (!known) {
        in_.fail_at(size_offset,
                    "BMP header of " + std::to_string(header_bytes_) + " bytes is not supported");
      }
      width_ = in_.i32();
      height_ = in_.i32();
      in_.skip(2);  // planes
      bits_ = in_.u16();
      compression_ = static_cast<Compression>(in_.u32());
      in_.skip(12);  // image size, resolution
      palette_count_ = in_.u32();
      in_.skip(4);  // important colours
      read_masks();
    }
    rows_ = std::abs(height_);
  }

  // Masks follow the old header or are part of the newer ones.
  void read_masks() {
    const bool fields =
        compression_ == Compression::bit_fields || compression_ == Compression::alpha_bit_fields;
    std::uint32_t masks[4] = {0x00FF0000U, 0x0000FF00U, 0x000000FFU, 0xFF000000U};
    if (bits_ == 16) {
      masks[0] = 0x7C00;
      masks[1] = 0x03E0;
      masks[2] = 0x001F;
      masks[3] = 0;
    }
    unsigned stored = 0;
    if (header_bytes_ >= 56 && header_bytes_ != 64) {
      stored = 4;
    } else if (header_bytes_ == 52) {
      stored = 3;
    } else if (fields) {
      stored = compression_ == Compression::alpha_bit_fields ? 4 : 3;
    }
    if (header_bytes_ == 64) in_.skip(64 - info_header_bytes);
    if (fields) masks[3] = 0;
    for (unsigned i = 0; i < stored; ++i) {
      const std::uint32_t mask = in_.u32();
      if (fields) masks[i] = mask;
    }
    if (header_bytes_ > 56 && header_bytes_ != 64) in_.skip(header_bytes_ - 56);
    red_ = Channel(masks[0]);
    green_ = Channel(masks[1]);
    blue_ = Channel(masks[2]);
    alpha_ = Channel(masks[3]);
  }

  void check_format() {
    const auto combination = [&](Compression compression, std::initializer_list<unsigned> depths) {
      if (compression_ != compression) return false;
      for (const unsigned depth : depths) {
        if (bits_ == depth) return true;
      }
      return false;
    };
    const bool supported = combination(Compression::none, {1, 4, 8, 16, 24, 32}) ||
                           combination(Compression::run_length_8, {8}) ||
                           combination(Compression::run_length_4, {4}) ||
                           combination(Compression::bit_fields, {16, 32}) ||
                           combination(Compression::alpha_bit_fields, {16, 32});
    if (!supported) {
      in_.fail("BMP with " + std::to_string(bits_) + " bits and compression " +
               std::to_string(static_cast<std::uint32_t>(compression_)) + " is not supported");
    }
    if (width_ <= 0 || rows_ == 0 || width_ > limits::image_side || rows_ > limits::image_side) {
      in_.fail("size " + std::to_string(width_) + " x " + std::to_string(rows_) + ", expected 1.." +
               std::to_string(limits::image_side) + " in both directions");
    }
  }

  void read_palette() {
    const unsigned entry_bytes = header_bytes_ == core_header_bytes ? 3 : 4;
    const std::uint32_t most = 1U << bits_;
    std::uint64_t count = palette_count_ == 0 ? most : palette_count_;
    if (count > most) {
      in_.fail("palette of " + std::to_string(count) + " colours, expected at most " +
               std::to_string(most));
    }
    // A palette may be shorter than declared where the pixels begin.
    if (data_offset_ > in_.offset()) {
      count = std::min<std::uint64_t>(count, (data_offset_ - in_.offset()) / entry_bytes);
    }
    for (std::uint64_t i = 0; i < count; ++i) {
      Pixel color;
      color.b = in_.u8();
      color.g = in_.u8();
      color.r = in_.u8();
      in_.skip(entry_bytes - 3);
      palette_.push_back(color);
    }
  }

  std::uint64_t row_bits() const { return static_cast<std::uint64_t>(width_) * bits_; }
  // Rows are padded to four bytes.
  std::uint64_t row_bytes() const { return (row_bits() + 31) / 32 * 4; }

  // Some writers leave the padding of the last row out.
  void expect_rows() {
    const std::uint64_t needed =
        row_bytes() * static_cast<std::uint64_t>(rows_ - 1) + (row_bits() + 7) / 8;
    in_.expect_records(needed, needed, 1);
  }

  std::int64_t target_row(std::int64_t row) const { return height_ > 0 ? rows_ - 1 - row : row; }

  void decode_rows(Image& image) {
    const std::uint64_t padding = row_bytes() - (row_bits() + 7) / 8;
    bool any_alpha = false;
    for (std::int64_t row = 0; row < rows_; ++row) {
      const std::int64_t y = target_row(row);
      unsigned packed = 0;
      for (std::int64_t x = 0; x < width_; ++x) {
        Pixel pixel;
        if (bits_ <= 8) {
          const unsigned per_byte = 8 / bits_;
          const unsigned place = static_cast<unsigned>(x) % per_byte;
          if (place == 0) packed = in_.u8();
          const unsigned shift = 8 - bits_ * (place + 1);
          pixel = palette_color((packed >> shift) & ((1U << bits_) - 1));
        } else {
          pixel = read_direct_color();
          any_alpha = any_alpha || pixel.a != 0;
        }
        set_pixel(image, x, y, pixel);
      }
      if (row + 1 < rows_) in_.skip(padding);
    }
    if (bits_ > 8 && !any_alpha) make_opaque(image);
  }

  Pixel read_direct_color() {
    Pixel pixel;
    if (bits_ == 24) {
      pixel.b = in_.u8();
      pixel.g = in_.u8();
      pixel.r = in_.u8();
      return pixel;
    }
    const std::uint32_t value = bits_ == 16 ? in_.u16() : in_.u32();
    pixel.r = red_.of(value);
    pixel.g = green_.of(value);
    pixel.b = blue_.of(value);
    pixel.a = alpha_.present() ? alpha_.of(value) : 255;
    return pixel;
  }

  static void make_opaque(Image& image) {
    for (std::size_t i = 3; i < image.rgba.size(); i += 4) image.rgba[i] = 255;
  }

  const Pixel& palette_color(unsigned entry) const {
    if (entry >= palette_.size()) {
      in_.fail("palette entry " + std::to_string(entry) + " does not exist");
    }
    return palette_[entry];
  }

  // By whole rows: a file of a hundred bytes may announce an image of a gigabyte.
  static void fill(Image& image, const Pixel& pixel) {
    for (int x = 0; x < image.width; ++x) set_pixel(image, x, 0, pixel);
    const auto row_bytes = static_cast<std::ptrdiff_t>(image.width) * 4;
    const auto first = image.rgba.begin();
    for (auto row = first + row_bytes; row != image.rgba.end(); row += row_bytes) {
      std::copy_n(first, row_bytes, row);
    }
  }

  void decode_runs(Image& image) {
    fill(image, palette_color(0));
    std::int64_t x = 0;
    std::int64_t row = 0;
    for (;;) {
      const unsigned count = in_.u8();
      const unsigned value = in_.u8();
      if (count > 0) {
        for (unsigned i = 0; i < count; ++i) place_run_pixel(image, x++, row, value, i);
      } else if (value == 0) {
        x = 0;
        ++row;
      } else if (value == 1) {
        return;
      } else if (value == 2) {
        x += in_.u8();
        row += in_.u8();
      } else {
        read_literal_run(image, x, row, value);
        x += value;
      }
    }
  }

  void read_literal_run(Image& image, std::int64_t x, std::int64_t row, unsigned count) {
    const unsigned per_byte = 8 / bits_;
    unsigned packed = 0;
    for (unsigned i = 0; i < count; ++i) {
      if (i % per_byte == 0) packed = in_.u8();
      place_run_pixel(image, x + i, row, packed, i);
    }
    const unsigned bytes = (count + per_byte - 1) / per_byte;
    in_.skip(bytes % 2);
  }

  // In the four-bit form the two halves of `value` alternate.
  void place_run_pixel(Image& image, std::int64_t x, std::int64_t row, unsigned value,
                       unsigned index_in_run) {
    if (x >= width_ || row >= rows_) in_.fail_at(in_.offset(), "run beyond the end of the image");
    unsigned entry = value;
    if (bits_ == 4) entry = index_in_run % 2 == 0 ? value >> 4 : value & 15;
    set_pixel(image, x, target_row(row), palette_color(entry));
  }

  ByteReader& in_;
  std::uint64_t data_offset_ = 0;
  std::uint32_t header_bytes_ = 0;
  std::int64_t width_ = 0;
  std::int64_t height_ = 0;  // negative = top row first
  std::int64_t rows_ = 0;
  unsigned bits_ = 0;
  Compression compression_ = Compression::none;
  std::uint32_t palette_count_ = 0;
  std::vector<Pixel> palette_;
  Channel red_;
  Channel green_;
  Channel blue_;
  Channel alpha_;
};

}  // namespace

Image decode_bmp(ByteReader& in) { return BmpDecoder(in).decode(); }

}  // namespace mmd
