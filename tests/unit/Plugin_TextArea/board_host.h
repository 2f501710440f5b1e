// A host of one model `m` and three images that keeps the boards it is shown.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "support/recording_host.h"

namespace test_support {

struct ShownItem {
  mmdagent::BoardItem item;
  std::string text;
};

struct ShownBoard {
  mmdagent::BoardPlace place;
  std::vector<ShownItem> items;
};

class BoardHost final : public RecordingHost {
 public:
  using RecordingHost::RecordingHost;

  std::uint64_t find_model(std::string_view alias) const noexcept override {
    return alias == "m" ? model : 0;
  }
  int find_bone(std::uint64_t number, std::string_view bone) const noexcept override {
    if (number == 0) return -1;
    return bone.empty() ? 3 : bone == "頭" ? 7 : -1;
  }
  bool show_board(std::string_view id, const mmdagent::BoardPlace& place,
                  std::span<const mmdagent::BoardItem> items) override {
    ShownBoard& board = boards[std::string(id)];
    board.place = place;
    board.items.clear();
    for (const mmdagent::BoardItem& item : items) {
      board.items.push_back({item, std::string(item.text)});
    }
    return true;
  }
  void hide_board(std::string_view id) noexcept override { boards.erase(std::string(id)); }
  // Every character is an em wide and as high; the second and further lines are `pitch` below.
  bool text_room(std::string_view text, float pitch, mmdagent::TextRoom& room) const override {
    if (!has_fonts) return false;
    room = {0, 1, 1};
    float line = 0;
    for (const char c : text) {
      line = c == '\n' ? 0 : line + 1;
      room.width = std::max(room.width, line);
      if (c == '\n') room.height += pitch;
    }
    return true;
  }
  std::uint64_t load_image(std::string_view file) override {
    images[++last_image] = file;
    return last_image;
  }
  mmdagent::ImageState image_state(std::uint64_t image, int& width,
                                   int& height) const noexcept override {
    using mmdagent::ImageState;
    if (loading) return ImageState::loading;
    const std::string& file = images.at(image);
    if (file.starts_with("bad")) return ImageState::unusable;
    if (!file.starts_with("img")) return ImageState::missing;
    width = 200;
    height = 100;
    return ImageState::ready;
  }
  void drop_image(std::uint64_t image) noexcept override { images.erase(image); }

  std::uint64_t model = 5;
  bool has_fonts = true;
  bool loading = false;
  std::uint64_t last_image = 0;
  std::map<std::uint64_t, std::string> images;  // that are not dropped
  std::map<std::string, ShownBoard> boards;
};

}  // namespace test_support
