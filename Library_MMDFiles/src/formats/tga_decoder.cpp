// TGA: types 1, 2, 3 and their run-length forms 9, 10, 11.
#include <string>
#include <vector>

#include "formats/image_decoders.h"

namespace mmd {
namespace {

constexpr unsigned run_length_flag = 8;
constexpr unsigned right_to_left = 0x10;
constexpr unsigned top_down = 0x20;

enum class TgaKind : std::uint8_t { palette = 1, color = 2, gray = 3 };

class TgaDecoder {
 public:
  explicit TgaDecoder(ByteReader& in) : in_(in) {}

  Image decode() {
    in_.enter("TGA header");
    read_header();
    read_palette();
    in_.enter("TGA pixels");
    // A run holds at most 128 pixels, so even the best packed file has a least size.
    const std::uint64_t runs = (pixel_count() + 127) / 128;
    const std::uint64_t records = run_length_ ? runs : pixel_count();
    in_.expect_records(records, records, run_length_ ? pixel_bytes_ + 1 : pixel_bytes_);
    Image image = make_image(width_, height_, in_);
    if (!run_length_) {
      for (std::uint64_t i = 0; i < pixel_count(); ++i) place(image, i, read_pixel());
    } else {
      decode_runs(image);
    }
    return image;
  }

 private:
  std::uint64_t pixel_count() const {
    return static_cast<std::uint64_t>(width_) * static_cast<std::uint64_t>(height_);
  }

  void read_header() {
    id_bytes_ = in_.u8();
    palette_type_ = in_.u8();
    const unsigned type = in_.u8();
    run_length_ = (type & run_length_flag) != 0;
    const unsigned base = type & ~run_length_flag;
    if (base < 1 || base > 3 || palette_type_ > 1) {
      in_.fail("no PNG, JPEG, BMP or TGA image");
    }
    kind_ = static_cast<TgaKind>(base);
    palette_first_ = in_.u16();
    palette_count_ = in_.u16();
    palette_bits_ = in_.u8();
    in_.skip(4);  // origin
    width_ = in_.u16();
    height_ = in_.u16();
    bits_ = in_.u8();
    descriptor_ = in_.u8();
    check_depth();
    pixel_bytes_ = (bits_ + 7) / 8;
    in_.skip(id_bytes_);
  }

  void check_depth() {
    const bool one_byte = bits_ == 8;
    const bool color = bits_ == 15 || bits_ == 16 || bits_ == 24 || bits_ == 32;
    const bool gray_alpha = kind_ == TgaKind::gray && bits_ == 16;
    if (kind_ == TgaKind::color ? !color : !one_byte && !gray_alpha) {
      in_.fail("TGA with " + std::to_string(bits_) + " bits a pixel is not supported");
    }
    if (kind_ == TgaKind::palette && palette_type_ != 1) in_.fail("TGA lacks its palette");
  }

  void read_palette() {
    if (palette_type_ == 0) return;
    const bool known =
        palette_bits_ == 15 || palette_bits_ == 16 || palette_bits_ == 24 || palette_bits_ == 32;
    if (!known) {
      in_.fail("TGA palette with " + std::to_string(palette_bits_) + " bits is not supported");
    }
    in_.expect_records(palette_count_, palette_count_, (palette_bits_ + 7) / 8);
    for (unsigned i = 0; i < palette_count_; ++i) palette_.push_back(read_color(palette_bits_));
  }

  Pixel read_color(unsigned bits) {
    if (bits <= 16) {
      const unsigned value = in_.u16();
      // The sixteenth bit is no reliable alpha: most writers leave it 0 in opaque images.
      return {scaled_channel((value >> 10) & 31, 5), scaled_channel((value >> 5) & 31, 5),
              scaled_channel(value & 31, 5), 255};
    }
    Pixel pixel;
    pixel.b = in_.u8();
    pixel.g = in_.u8();
    pixel.r = in_.u8();
    if (bits == 32) pixel.a = in_.u8();
    return pixel;
  }

  Pixel read_pixel() {
    if (kind_ == TgaKind::color) return read_color(bits_);
    const std::uint8_t value = in_.u8();
    if (kind_ == TgaKind::gray) {
      const std::uint8_t alpha = bits_ == 16 ? in_.u8() : 255;
      return {value, value, value, alpha};
    }
    const unsigned entry = value - palette_first_;
    if (value < palette_first_ || entry >= palette_.size()) {
      in_.fail_at(in_.offset() - 1, "palette entry " + std::to_string(value) + " does not exist");
    }
    return palette_[entry];
  }

  void decode_runs(Image& image) {
    std::uint64_t done = 0;
    while (done < pixel_count()) {
      const std::size_t start = in_.offset();
      const unsigned packet = in_.u8();
      const unsigned length = (packet & 0x7F) + 1;
      if (length > pixel_count() - done) in_.fail_at(start, "run beyond the end of the image");
      if ((packet & 0x80) != 0) {
        const Pixel pixel = read_pixel();
        for (unsigned i = 0; i < length; ++i) place(image, done++, pixel);
      } else {
        for (unsigned i = 0; i < length; ++i) place(image, done++, read_pixel());
      }
    }
  }

  // `index` counts in file order.
  void place(Image& image, std::uint64_t index, const Pixel& pixel) const {
    std::int64_t x = static_cast<std::int64_t>(index) % width_;
    std::int64_t y = static_cast<std::int64_t>(index) / width_;
    if ((descriptor_ & right_to_left) != 0) x = width_ - 1 - x;
    if ((descriptor_ & top_down) == 0) y = height_ - 1 - y;
    set_pixel(image, x, y, pixel);
  }

  ByteReader& in_;
  unsigned id_bytes_ = 0;
  unsigned palette_type_ = 0;
  TgaKind kind_ = TgaKind::color;
  bool run_length_ = false;
  unsigned palette_first_ = 0;
  unsigned palette_count_ = 0;
  unsigned palette_bits_ = 0;
  std::int64_t width_ = 0;
  std::int64_t height_ = 0;
  unsigned bits_ = 0;
  unsigned pixel_bytes_ = 0;
  unsigned descriptor_ = 0;
  std::vector<Pixel> palette_;
};

}  // namespace

Image decode_tga(ByteReader& in) { return TgaDecoder(in).decode(); }

}  // namespace mmd
