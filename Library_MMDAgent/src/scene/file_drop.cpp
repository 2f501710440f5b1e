#include "scene/file_drop.h"

#include <algorithm>
#include <array>
#include <string>

#include "scene/input_event.h"
#include "scene/models.h"
#include "scene/scene.h"
#include "scene/stage_images.h"

namespace mmdagent {
namespace {

enum class Kind : std::uint8_t { motion, model, stage_model, image, content, other };

struct Suffix {
  std::string_view lower;
  std::string_view upper;
  Kind kind;
};

constexpr std::array suffixes{
    Suffix{".vmd", ".VMD", Kind::motion},    Suffix{".pmd", ".PMD", Kind::model},
    Suffix{".pmx", ".PMX", Kind::model},     Suffix{".xpmd", ".XPMD", Kind::stage_model},
    Suffix{".bmp", ".BMP", Kind::image},     Suffix{".tga", ".TGA", Kind::image},
    Suffix{".png", ".PNG", Kind::image},     Suffix{".jpg", ".JPG", Kind::image},
    Suffix{".jpeg", ".JPEG", Kind::image},   Suffix{".mdf", ".MDF", Kind::content},
    Suffix{".mmda", ".MMDA", Kind::content},
};

Kind kind_of(std::string_view file) {
  const auto* found = std::ranges::find_if(suffixes, [file](const Suffix& suffix) {
    return file.ends_with(suffix.lower) || file.ends_with(suffix.upper);
  });
  return found != suffixes.end() ? found->kind : Kind::other;
}

template <class IsTaken>
std::string free_number(const IsTaken& is_taken) {
  int number = 0;
  while (is_taken(std::to_string(number))) ++number;
  return std::to_string(number);
}

bool plays(const SceneModel& model, std::string_view motion) {
  return std::ranges::any_of(model.instance->motions().players(), [&](const auto& player) {
    return player->running() && player->alias() == motion;
  });
}

void play(Scene& scene, const SceneModel& model, std::string_view file, bool beside_others) {
  if (beside_others) {
    const std::string alias =
        free_number([&](const std::string& number) { return plays(model, number); });
    scene.events().post("MOTION_ADD", {model.alias, alias, file, "PART", "ONCE", "ON", "ON"});
  } else if (plays(model, "base")) {
    scene.events().post("MOTION_CHANGE", {model.alias, "base", file});
  } else {
    scene.events().post("MOTION_ADD", {model.alias, "base", file, "FULL", "LOOP", "ON", "ON"});
  }
}

void no_model(Scene& scene) {
  scene.services().log(Level::warning, "procDropFileMessage: there is no model at the point.");
}

void drop_motion(Scene& scene, std::string_view file, const SceneModel* under,
                 Modifiers modifiers) {
  if (modifiers.control) {
    for (const auto& model : scene.models().slots()) {
      if (model && !model->mount) play(scene, *model, file, modifiers.shift);
    }
  } else if (under != nullptr && !under->mount) {
    play(scene, *under, file, modifiers.shift);
  } else {
    no_model(scene);
  }
}

void drop_model(Scene& scene, std::string_view file, const SceneModel* under, bool adds) {
  if (adds) {
    const std::string alias = free_number(
        [&](const std::string& number) { return scene.models().find(number) != nullptr; });
    scene.events().post("MODEL_ADD", {alias, file});
  } else if (under != nullptr) {
    scene.events().post("MODEL_CHANGE", {under->alias, file});
  } else {
    no_model(scene);
  }
}

}  // namespace

void drop_file(Scene& scene, std::string_view file, std::string_view x, std::string_view y,
               const SceneModel* under, Modifiers modifiers) {
  if (file.find('|') != std::string_view::npos) {
    scene.services().log(Level::error, "dropped file: \"" + std::string(file) +
                                           "\": a name with | cannot stand in a message");
    return;
  }
  scene.events().post("DRAGANDDROP", {file, x, y});
  switch (kind_of(file)) {
    case Kind::motion:
      drop_motion(scene, file, under, modifiers);
      return;
    case Kind::model:
      drop_model(scene, file, under, modifiers.control);
      return;
    case Kind::stage_model:
      scene.events().post("STAGE", {file});
      return;
    case Kind::image:
      load_stage_image(scene, modifiers.control ? StageImage::floor : StageImage::background,
                       std::string(file));
      return;
    case Kind::content:
      scene.services().open_content(file);
      return;
    case Kind::other:
      return;
  }
}

}  // namespace mmdagent
