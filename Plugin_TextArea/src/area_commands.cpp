#include "area_commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <glm/gtc/quaternion.hpp>
#include <glm/trigonometric.hpp>
#include <utility>

#include "MMDAgent/Arguments.h"
#include "text_area_limits.h"

namespace text_area {
namespace {

using mmdagent::Level;

std::string first_token(std::string_view args) {
  const std::vector<std::string> tokens = mmdagent::split_arguments(args);
  return tokens.empty() ? std::string() : tokens[0];
}

// Whether a text has the form of a file's name: with a suffix of letters and digits.
bool names_file(std::string_view text) {
  const std::size_t dot = text.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  const std::string_view suffix = text.substr(dot + 1);
  return !suffix.empty() && suffix.size() <= 5 && std::ranges::all_of(suffix, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
}

mmdagent::BoardPlace place_of(const AreaRequest& request) {
  mmdagent::BoardPlace place;
  std::ranges::copy(request.position, place.position);
  const auto turn = [&](std::size_t axis, const glm::vec3& about) {
    return glm::angleAxis(glm::radians(request.rotation[axis]), about);
  };
  const glm::quat rotation = turn(2, {0, 0, 1}) * turn(1, {0, 1, 0}) * turn(0, {1, 0, 0});
  const float parts[] = {rotation.x, rotation.y, rotation.z, rotation.w};
  std::ranges::copy(parts, place.rotation);
  return place;
}

}  // namespace

AreaCommands::Area* AreaCommands::find(std::string_view alias) {
  const auto found =
      std::ranges::find_if(areas_, [&](const Area& area) { return area.request.alias == alias; });
  return found == areas_.end() ? nullptr : &*found;
}

void AreaCommands::execute(std::string_view type, std::string_view args) {
  const auto arrival = arrivals_.find(first_token(args));
  if (arrival == arrivals_.end()) return carry_out(type, args);
  if (arrival->second.waiting.size() >= limits::waiting_commands) {
    return report(Level::error,
                  fmt::format("{}|{}: more than {} commands wait for image \"{}\", ignored", type,
                              args, limits::waiting_commands, arrival->second.file));
  }
  arrival->second.waiting.push_back({std::string(type), std::string(args)});
}

void AreaCommands::carry_out(std::string_view type, std::string_view args) {
  if (type == "TEXTAREA_ADD") {
    add(args);
  } else if (type == "TEXTAREA_SET") {
    set(args);
  } else {
    remove(args);
  }
}

void AreaCommands::add(std::string_view args) {
  const std::string alias = first_token(args);
  if (find(alias) != nullptr) {
    return report(Level::warning, fmt::format("arg 2: alias {} already exists", alias));
  }
  std::string error;
  std::optional<AreaRequest> request = read_area_request(args, error);
  if (request && areas_.size() >= limits::areas) {
    error = fmt::format("arg 2: more than {} areas, {} is not added", limits::areas, alias);
  }
  if (!error.empty()) return report(Level::error, error);
  Area& area = areas_.emplace_back();
  area.request = std::move(*request);
  area.place = place_of(area.request);
  area.mounted = !area.request.model.empty() && mount(area);
  show(area);  // takes its turn, though there is nothing to see
  host_.post("TEXTAREA_EVENT_ADD", alias);
}

// False, with a warning: it stands in the world.
bool AreaCommands::mount(Area& area) {
  if (resolve(area)) return true;
  const bool has_model = host_.find_model(area.request.model) != 0;
  report(Level::warning,
         has_model ? fmt::format("arg 10: bone name {} not exist", area.request.bone)
                   : fmt::format("arg 9: model alias name {} not exist", area.request.model));
  area.place = place_of(area.request);
  return false;
}

bool AreaCommands::resolve(Area& area) const {
  area.place.model = host_.find_model(area.request.model);
  area.place.bone = host_.find_bone(area.place.model, area.request.bone);
  return area.place.model != 0 && area.place.bone >= 0;
}

void AreaCommands::set(std::string_view args) {
  const std::vector<std::string> tokens = mmdagent::split_arguments(args);
  if (tokens.size() < 2) {
    return report(Level::error, fmt::format("arg {}: missing?", tokens.size() + 2));
  }
  Area* const area = find(tokens[0]);
  if (area == nullptr) return;
  if (enabled_) {
    if (names_file(tokens[1]) && try_image(tokens[0], tokens[1])) return;
    take_content(*area, {.kind = Content::Kind::text, .text = drawn_text(tokens[1])});
  }
  host_.post("TEXTAREA_EVENT_SET", tokens[0]);
}

bool AreaCommands::try_image(std::string_view alias, const std::string& content) {
  const std::uint64_t image = host_.load_image(content);
  if (image == 0) {
    report(Level::error, fmt::format("\"{}\": there are too many images, shown as text", content));
    return false;
  }
  arrivals_[std::string(alias)] = {content, image, {}};
  return true;
}

// The area is there: a TEXTAREA_DELETE waits.
void AreaCommands::finish(const std::string& alias, Arrival arrival) {
  const std::string& file = arrival.file;
  Content content;
  const mmdagent::ImageState state =
      host_.image_state(arrival.image, content.pixel_width, content.pixel_height);
  if (state == mmdagent::ImageState::ready) {
    report(Level::status,
           fmt::format("image \"{}\", {} x {}", file, content.pixel_width, content.pixel_height));
    content.kind = Content::Kind::image;
    content.image = arrival.image;
  } else {
    if (state == mmdagent::ImageState::unusable) {
      report(Level::error, fmt::format("image file \"{}\" exist but failed to load", file));
    }
    drop(arrival.image);
    content = {.kind = Content::Kind::text, .text = drawn_text(file)};
  }
  if (Area* const area = find(alias)) take_content(*area, std::move(content));
  host_.post("TEXTAREA_EVENT_SET", alias);
  // One of them may wait for an image of its own, and the rest then for that.
  for (const Command& command : arrival.waiting) execute(command.type, command.args);
}

void AreaCommands::take_content(Area& area, Content content) {
  drop(area.picture.set(std::move(content)));
}

void AreaCommands::drop(std::uint64_t image) {
  if (image != 0) host_.drop_image(image);
}

void AreaCommands::remove(std::string_view args) {
  const std::string alias = first_token(args);
  const Area* const area = find(alias);
  if (area == nullptr) return;
  for (const std::uint64_t image : area->picture.images()) drop(image);
  host_.hide_board(alias);
  areas_.erase(areas_.begin() + (area - areas_.data()));
  host_.post("TEXTAREA_EVENT_DELETE", alias);
}

void AreaCommands::mount_anew(std::string_view model) {
  for (Area& area : areas_) {
    if (!area.mounted || area.request.model != model) continue;
    resolve(area);  // without the bone it is not seen
    show(area);
  }
}

void AreaCommands::set_enabled(bool enabled) {
  enabled_ = enabled;
  for (const Area& area : areas_) {
    if (enabled) {
      show(area);
    } else {
      host_.hide_board(area.request.alias);
    }
  }
}

void AreaCommands::show(const Area& area) {
  if (!enabled_) return;
  host_.show_board(area.request.alias, area.place, area.picture.items(area.request));
}

void AreaCommands::update(double frames) {
  std::vector<std::string> arrived;
  for (const auto& [alias, arrival] : arrivals_) {
    int width = 0, height = 0;
    if (host_.image_state(arrival.image, width, height) != mmdagent::ImageState::loading) {
      arrived.push_back(alias);
    }
  }
  for (const std::string& alias : arrived) {
    finish(alias, std::move(arrivals_.extract(alias).mapped()));
  }
  for (Area& area : areas_) {
    if (area.picture.advance(frames, area.request, host_)) show(area);
    drop(area.picture.take_unused_image());
  }
}

}  // namespace text_area
