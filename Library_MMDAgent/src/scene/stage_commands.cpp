// STAGE (messages-core.md section 14.2).
#include <memory>
#include <string>
#include <vector>

#include "MMDFiles/paths.h"
#include "message/message_text.h"
#include "scene/assets.h"
#include "scene/command_families.h"
#include "scene/scene.h"
#include "scene/stage.h"
#include "scene/stage_images.h"

namespace mmdagent {
namespace {

struct Place {
  std::string_view function;  // of the log line
  std::string_view name;
};
constexpr Place floor_place{"setFloor", "floor"};
constexpr Place background_place{"setBackground", "background"};
constexpr Place stage_place{"setStage", "stage"};

Result failure(const Place& place, const std::string& file, LoadStatus status,
               const std::string& problem) {
  const std::string function(place.function);
  if (status == LoadStatus::missing) return Result::error(function + ": not found: " + file);
  return Result::error(function + ": " + file + " cannot be set for " + std::string(place.name) +
                       ". (" + problem + ")");
}

// Runs of commas count as one.
std::vector<std::string> split_at_commas(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = text.find(',');
    if (end != 0) parts.emplace_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return parts;
}

// Floor and background are read side by side and set in this order when both are there.
struct ImagePair {
  std::string files[2];
  Loaded<ImageFile> loaded[2];
  int missing = 2;
};

void set_image(Scene& scene, StageImage which, const std::string& file,
               const Loaded<ImageFile>& loaded) {
  const bool is_floor = which == StageImage::floor;
  if (loaded.status != LoadStatus::done) {
    scene.report(
        failure(is_floor ? floor_place : background_place, file, loaded.status, loaded.problem));
    return;
  }
  std::shared_ptr<const ResourceHandle> image = scene.assets().resources.image(loaded.asset);
  if (is_floor) {
    scene.stage().set_floor(std::move(image));
  } else {
    scene.stage().set_background(std::move(image));
  }
}

Result load_images(Scene& scene, const std::vector<std::string>& files) {
  const CommandOrder::Ticket ticket = scene.hold();
  const auto pair = std::make_shared<ImagePair>();
  pair->files[0] = files[0];
  pair->files[1] = files[1];
  for (int i = 0; i < 2; ++i) {
    scene.assets().load_image(files[i], [&scene, ticket, pair, i](const Loaded<ImageFile>& loaded) {
      pair->loaded[i] = loaded;
      if (--pair->missing > 0) return;
      set_image(scene, StageImage::floor, pair->files[0], pair->loaded[0]);
      set_image(scene, StageImage::background, pair->files[1], pair->loaded[1]);
      scene.done(ticket, Result::done());
    });
  }
  return Result::done();
}

Result load_model(Scene& scene, const std::string& file) {
  const CommandOrder::Ticket ticket = scene.hold();
  scene.assets().load_model(file, [&scene, ticket, file](const Loaded<ModelFile>& loaded) {
    if (loaded.status != LoadStatus::done) {
      scene.done(ticket, failure(stage_place, file, loaded.status, loaded.problem));
      return;
    }
    for (const std::string& warning : loaded.asset->warnings) {
      scene.services().log(Level::warning, warning);
    }
    scene.stage().set_model(scene.assets().resources.model(loaded.asset),
                            !mmd::has_suffix(file, ".xpmd"));
    scene.done(ticket, Result::done());
  });
  return Result::done();
}

Result set_stage(Scene& scene, const Arguments& arguments) {
  if (scene.defers()) return Result::done();
  const std::vector<std::string> files = split_at_commas(arguments[0]);
  if (files.size() == 2) return load_images(scene, files);
  return load_model(scene, files.empty() ? std::string(arguments[0]) : files[0]);
}

constexpr CommandRow rows[] = {
    {.name = "STAGE",
     .arguments = "floor,background or stage.pmd",
     .help = "Sets the images of floor and background (bmp, png, tga, jpg), or a model as stage "
             "(pmd, xpmd without toon, pmx).",
     .counts = {1},
     .replaces = "|stage",
     .run = set_stage},
};

}  // namespace

std::span<const CommandRow> stage_commands() { return rows; }

void load_stage_image(Scene& scene, StageImage image, const std::string& file) {
  scene.assets().load_image(file, [&scene, image, file](const Loaded<ImageFile>& loaded) {
    set_image(scene, image, file, loaded);
  });
}

}  // namespace mmdagent
