#include "formats/apng_decoder.h"

#include <algorithm>
#include <optional>
#include <string>

#include "MMDFiles/limits.h"
#include "MMDFiles/load_error.h"
#include "formats/image_decoders.h"
#include "formats/stb_decoder.h"

namespace mmd {
namespace {

constexpr std::size_t signature_bytes = 8;
constexpr std::size_t check_bytes = 4;
constexpr std::uint32_t header_bytes = 13;

enum class Dispose : std::uint8_t { none, background, previous };
enum class Blend : std::uint8_t { source, over };

struct FrameControl {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::uint32_t x = 0;
  std::uint32_t y = 0;
  float duration = 0.0F;  // frames of 1/30 s
  Dispose dispose = Dispose::none;
  Blend blend = Blend::source;
};

// A picture as the file holds it: its place and its compressed data, in pieces.
struct StoredFrame {
  FrameControl control;
  std::vector<std::span<const std::byte>> data;
};

std::uint32_t big_endian(std::span<const std::byte> bytes) {
  std::uint32_t value = 0;
  for (const std::byte byte : bytes.first(4)) value = (value << 8) | static_cast<unsigned>(byte);
  return value;
}

void append_u32(std::vector<std::byte>& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    out.push_back(static_cast<std::byte>((value >> shift) & 0xFFU));
  }
}

class ApngReader {
 public:
  ApngReader(std::span<const std::byte> bytes, std::string_view path)
      : in_(bytes, path), path_(path), bytes_(bytes) {}

  std::vector<AnimationFrame> read() {
    try {
      read_chunks();
    } catch (const LoadError&) {
      // What is wrong with a picture without animation is for its decoder to say.
      if (animated_) throw;
    }
    if (!animated_) return {};
    in_.enter("PNG animation");
    if (frames_.empty()) in_.fail("animation without a picture");
    return compose();
  }

 private:
  void read_chunks() {
    in_.enter("PNG");
    in_.skip(signature_bytes);
    for (std::uint64_t i = 0; !in_.at_end() && !ended_; ++i) {
      in_.enter("PNG chunk", i);
      read_chunk();
    }
  }

  void read_chunk() {
    const std::size_t start = in_.offset();
    const std::uint32_t size = big_endian(in_.bytes(4));
    const auto name = in_.bytes(4);
    const std::string_view type(reinterpret_cast<const char*>(name.data()), name.size());
    const auto data = in_.bytes(size);
    in_.skip(check_bytes);
    if (type == "IHDR") {
      read_header(data);
    } else if (type == "acTL") {
      animated_ = !seen_data_;
    } else if (type == "fcTL") {
      read_control(data);
    } else if (type == "IDAT") {
      seen_data_ = true;
      // Without a control before it the default image is no part of the animation.
      if (!frames_.empty()) frames_.back().data.push_back(data);
    } else if (type == "fdAT") {
      read_frame_data(data);
    } else if (type == "IEND") {
      ended_ = true;
    } else if ((type == "PLTE" || type == "tRNS") && !seen_data_) {
      const auto whole = bytes_.subspan(start, in_.offset() - start);
      shared_.insert(shared_.end(), whole.begin(), whole.end());
    }
  }

  void read_header(std::span<const std::byte> data) {
    if (!header_.empty()) in_.fail("second image header");
    if (data.size() != header_bytes) in_.fail("image header has another size than 13 bytes");
    header_ = data;
    width_ = big_endian(data);
    height_ = big_endian(data.subspan(4));
  }

  void read_control(std::span<const std::byte> data) {
    constexpr std::size_t control_bytes = 26;
    if (!animated_) return;
    if (header_.empty()) in_.fail("frame before the image header");
    if (data.size() != control_bytes) in_.fail("frame control has another size than 26 bytes");
    if (frames_.size() == limits::animation_frames) {
      in_.fail("more than " + std::to_string(limits::animation_frames) + " pictures");
    }
    expect_number(data);
    FrameControl control;
    control.width = big_endian(data.subspan(4));
    control.height = big_endian(data.subspan(8));
    control.x = big_endian(data.subspan(12));
    control.y = big_endian(data.subspan(16));
    check_place(control);
    const auto u16 = [&](std::size_t at) {
      return (static_cast<unsigned>(data[at]) << 8) | static_cast<unsigned>(data[at + 1]);
    };
    control.duration = duration_of(u16(20), u16(22));
    const auto dispose = static_cast<unsigned>(data[24]);
    const auto blend = static_cast<unsigned>(data[25]);
    if (dispose > 2 || blend > 1) {
      in_.fail("dispose " + std::to_string(dispose) + " and blend " + std::to_string(blend) +
               ", expected 0..2 and 0..1");
    }
    control.dispose = static_cast<Dispose>(dispose);
    control.blend = static_cast<Blend>(blend);
    frames_.push_back({control, {}});
  }

  static float duration_of(unsigned numerator, unsigned denominator) {
    constexpr float frames_per_second = 30.0F;
    constexpr float shortest = 0.5F;
    if (denominator == 0) denominator = 100;
    return std::max(shortest, frames_per_second * static_cast<float>(numerator) /
                                  static_cast<float>(denominator));
  }

  void check_place(const FrameControl& control) const {
    const std::uint64_t right = std::uint64_t{control.x} + control.width;
    const std::uint64_t bottom = std::uint64_t{control.y} + control.height;
    const bool inside =
        control.width > 0 && control.height > 0 && right <= width_ && bottom <= height_;
    if (!inside) {
      in_.fail("picture of " + std::to_string(control.width) + " x " +
               std::to_string(control.height) + " at " + std::to_string(control.x) + ", " +
               std::to_string(control.y) + " leaves the image of " + std::to_string(width_) +
               " x " + std::to_string(height_));
    }
  }

  void read_frame_data(std::span<const std::byte> data) {
    constexpr std::size_t number_bytes = 4;
    if (!animated_) return;
    if (data.size() < number_bytes) in_.fail("frame data without its number");
    expect_number(data);
    if (frames_.empty()) in_.fail("frame data before the first frame");
    frames_.back().data.push_back(data.subspan(number_bytes));
  }

  // Controls and data of pictures are counted through.
  void expect_number(std::span<const std::byte> data) {
    const std::uint32_t number = big_endian(data);
    if (number != next_number_) {
      in_.fail("sequence number " + std::to_string(number) + ", expected " +
               std::to_string(next_number_));
    }
    ++next_number_;
  }

  static void append_chunk(std::vector<std::byte>& png, std::string_view type,
                           std::span<const std::byte> data) {
    append_u32(png, static_cast<std::uint32_t>(data.size()));
    for (const char c : type) png.push_back(static_cast<std::byte>(c));
    png.insert(png.end(), data.begin(), data.end());
    append_u32(png, 0);  // the check sum, which the decoder does not look at
  }

  Image decode(const StoredFrame& frame) const {
    std::vector<std::byte> png(bytes_.begin(), bytes_.begin() + signature_bytes);
    std::vector<std::byte> header;
    append_u32(header, frame.control.width);
    append_u32(header, frame.control.height);
    header.insert(header.end(), header_.begin() + 8, header_.end());
    append_chunk(png, "IHDR", header);
    png.insert(png.end(), shared_.begin(), shared_.end());
    for (const auto piece : frame.data) append_chunk(png, "IDAT", piece);
    append_chunk(png, "IEND", {});
    return decode_with_stb(png, path_);
  }

  std::vector<AnimationFrame> compose() {
    // The canvas counts as a picture, and so does what is kept to restore it.
    const std::uint64_t image_bytes = std::uint64_t{width_} * height_ * 4;
    const std::uint64_t all = image_bytes * (frames_.size() + 2);
    if (width_ > static_cast<std::uint32_t>(limits::image_side) ||
        height_ > static_cast<std::uint32_t>(limits::image_side) || all > limits::image_bytes) {
      in_.fail(std::to_string(frames_.size()) + " pictures of " + std::to_string(width_) + " x " +
               std::to_string(height_) + ", expected at most " +
               std::to_string(limits::image_bytes) + " bytes in all");
    }
    Image picture = decode(frames_.front());  // before anything of the whole size is allocated
    Image canvas = make_image(width_, height_, in_);
    Image before;
    std::vector<AnimationFrame> result;
    for (std::size_t i = 0; i < frames_.size(); ++i) {
      if (i > 0) picture = decode(frames_[i]);
      const FrameControl& control = frames_[i].control;
      if (control.dispose == Dispose::previous) before = canvas;
      draw(canvas, picture, control);
      result.push_back({canvas, control.duration});
      if (control.dispose == Dispose::background) clear(canvas, control);
      if (control.dispose == Dispose::previous) canvas = std::move(before);
    }
    return result;
  }

  static void draw(Image& canvas, const Image& picture, const FrameControl& control) {
    for (std::uint32_t y = 0; y < control.height; ++y) {
      for (std::uint32_t x = 0; x < control.width; ++x) {
        const std::uint8_t* from = picture.rgba.data() + (std::size_t{y} * control.width + x) * 4;
        std::uint8_t* to = pixel(canvas, control.x + x, control.y + y);
        if (control.blend == Blend::source || from[3] == 255) {
          std::copy_n(from, 4, to);
        } else if (from[3] != 0) {
          blend_over(from, to);
        }
      }
    }
  }

  // Both with straight alpha.
  static void blend_over(const std::uint8_t* from, std::uint8_t* to) {
    const unsigned above = from[3] * 255U;
    const unsigned below = (255U - from[3]) * to[3];
    const unsigned sum = above + below;  // not 0: from[3] is not
    for (int channel = 0; channel < 3; ++channel) {
      to[channel] =
          static_cast<std::uint8_t>((from[channel] * above + to[channel] * below + sum / 2) / sum);
    }
    to[3] = static_cast<std::uint8_t>((sum + 127) / 255);
  }

  static void clear(Image& canvas, const FrameControl& control) {
    for (std::uint32_t y = 0; y < control.height; ++y) {
      std::fill_n(pixel(canvas, control.x, control.y + y), std::size_t{control.width} * 4, 0);
    }
  }

  static std::uint8_t* pixel(Image& image, std::uint32_t x, std::uint32_t y) {
    return image.rgba.data() + (std::size_t{y} * static_cast<std::size_t>(image.width) + x) * 4;
  }

  ByteReader in_;
  std::string_view path_;
  std::span<const std::byte> bytes_;
  std::span<const std::byte> header_;
  std::uint32_t width_ = 0;
  std::uint32_t height_ = 0;
  bool animated_ = false;
  bool seen_data_ = false;
  bool ended_ = false;
  std::uint32_t next_number_ = 0;
  std::vector<std::byte> shared_;  // chunks that every picture needs: palette, transparency
  std::vector<StoredFrame> frames_;
};

}  // namespace

std::vector<AnimationFrame> decode_apng(std::span<const std::byte> bytes, std::string_view path) {
  return ApngReader(bytes, path).read();
}

}  // namespace mmd
