#include "scene/boards.h"

#include <algorithm>
#include <glm/gtc/matrix_transform.hpp>
#include <glm/gtc/quaternion.hpp>
#include <glm/gtc/type_ptr.hpp>
#include <utility>

#include "host_limits.h"
#include "render/snapshot.h"
#include "render/snapshot_text.h"
#include "scene/assets.h"
#include "scene/model_values.h"
#include "scene/models.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

FlatItem::Kind kind_of(BoardItem::Kind kind) {
  switch (kind) {
    case BoardItem::Kind::image:
      return FlatItem::Kind::image;
    case BoardItem::Kind::text:
      return FlatItem::Kind::text;
    case BoardItem::Kind::box:
      break;
  }
  return FlatItem::Kind::box;
}

FlatItem flat_item(const BoardItem& given) {
  FlatItem item;
  item.kind = kind_of(given.kind);
  item.corner = glm::make_vec2(given.corner);
  item.extent = glm::make_vec2(given.extent);
  item.color = glm::make_vec4(given.color);
  item.edge = {glm::make_vec4(given.edge_color), given.edge};
  return item;
}

glm::mat4 transform(const float (&position)[3], const float (&rotation)[4]) {
  const glm::quat turn(rotation[3], rotation[0], rotation[1], rotation[2]);
  return glm::translate(glm::mat4(1.0F), glm::make_vec3(position)) * glm::mat4_cast(turn);
}

}  // namespace

bool Boards::show(std::string_view plugin, std::string_view id, const BoardPlace& place,
                  std::span<const BoardItem> items) {
  if (items.size() > limits::board_items) return false;
  auto board = std::ranges::find_if(
      boards_, [&](const Board& known) { return known.plugin == plugin && known.id == id; });
  if (board == boards_.end()) {
    if (boards_.size() >= limits::boards) return false;
    boards_.push_back({std::string(plugin), std::string(id), {}, {}});
    board = std::prev(boards_.end());
  }
  board->place = place;
  board->parts.clear();
  for (const BoardItem& item : items) {
    board->parts.push_back({flat_item(item), item.depth, item.image, std::string(item.text)});
  }
  return true;
}

void Boards::hide(std::string_view plugin, std::string_view id) noexcept {
  std::erase_if(boards_,
                [&](const Board& board) { return board.plugin == plugin && board.id == id; });
}

std::uint64_t Boards::load_image(std::string_view file) {
  if (pictures_.size() >= limits::board_images) return 0;
  const auto picture = std::make_shared<Picture>();
  pictures_[++last_picture_] = picture;
  scene_.assets().load_image(
      file, [this_scene = &scene_, weak = std::weak_ptr(picture)](const Loaded<ImageFile>& loaded) {
        const std::shared_ptr<Picture> waiting = weak.lock();
        if (!waiting) return;
        if (loaded.status != LoadStatus::done) {
          waiting->state =
              loaded.status == LoadStatus::missing ? ImageState::missing : ImageState::unusable;
          return;
        }
        waiting->state = ImageState::ready;
        waiting->width = loaded.asset->picture->width;
        waiting->height = loaded.asset->picture->height;
        waiting->image = this_scene->assets().resources.image(loaded.asset);
      });
  return last_picture_;
}

ImageState Boards::image_state(std::uint64_t image, int& width, int& height) const noexcept {
  const auto found = pictures_.find(image);
  if (found == pictures_.end()) return ImageState::missing;
  width = found->second->width;
  height = found->second->height;
  return found->second->state;
}

void Boards::advance(double frames) {
  for (const auto& [number, picture] : pictures_) {
    if (picture->image == nullptr || picture->image->animation() == nullptr) continue;
    picture->clock.advance(frames, *picture->image->animation());
  }
}

// Nothing: what it hangs on is not there.
std::optional<glm::mat4> Boards::place_of(const BoardPlace& place) const {
  const glm::mat4 own = transform(place.position, place.rotation);
  if (place.model == 0) return own;
  BonePose bone;
  if (!ModelValues(scene_.models()).place(place.model, place.bone, bone)) return std::nullopt;
  return transform(bone.position, bone.rotation) * own;
}

// False: there is nothing to draw.
bool Boards::resolve(const Part& part, FlatItem& item) const {
  item = part.item;
  if (item.kind != FlatItem::Kind::image) return true;
  const auto found = pictures_.find(part.picture);
  if (found == pictures_.end() || found->second->image == nullptr) return false;
  const Picture& picture = *found->second;
  item.image = picture.image->id();
  const Animation* const animation = picture.image->animation();
  if (animation != nullptr) item.frame = animation->frame_at(picture.clock.position());
  return true;
}

// Parts of one depth that follow each other are one board of the renderer's.
void Boards::fill_board(Snapshot& snapshot, const Board& board, const glm::mat4& place) const {
  std::optional<float> depth;
  for (const Part& part : board.parts) {
    FlatItem item;
    if (!resolve(part, item)) continue;
    if (item.kind == FlatItem::Kind::text) {
      const Range characters = append_characters(snapshot, part.text);
      item.first = characters.first;
      item.count = characters.count;
    }
    if (depth != part.depth) {
      depth = part.depth;
      snapshot.boards.push_back({glm::translate(place, {0.0F, 0.0F, part.depth}),
                                 static_cast<std::uint32_t>(snapshot.board_items.size()), 0});
    }
    snapshot.board_items.push_back(item);
    ++snapshot.boards.back().count;
  }
}

void Boards::fill(Snapshot& snapshot) const {
  for (auto board = boards_.rbegin(); board != boards_.rend(); ++board) {
    if (const std::optional<glm::mat4> place = place_of(board->place)) {
      fill_board(snapshot, *board, *place);
    }
  }
}

}  // namespace mmdagent
