#include "overlay/buttons.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <ranges>
#include <utility>

#include "options/options.h"
#include "scene/assets.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

constexpr int files_of_a_kind = 10;

}  // namespace

struct Buttons::Arriving {
  struct File {
    std::string name;  // without `.txt`
    std::size_t parent = no_parent;
    ButtonFile file;
    std::vector<Button::Picture> pictures{};  // of each look; empty where it cannot be read
  };

  std::vector<File> files;
  std::size_t images_to_come = 0;
};

// Looks for the content's button files and reads them.
class Buttons::ReadFiles final : public LoadJob {
 public:
  ReadFiles(std::shared_ptr<Buttons*> owner, std::filesystem::path content_dir)
      : owner_(std::move(owner)), content_dir_(std::move(content_dir)) {}

  void run() override {
    for (int i = 0; i < files_of_a_kind; ++i) {
      const std::string name = fmt::format("BUTTON{}", i);
      if (!read(name, no_parent)) continue;
      const std::size_t parent = arriving_->files.size() - 1;
      for (int j = 0; j < files_of_a_kind; ++j) read(fmt::format("{}-{}", name, j), parent);
    }
  }

  void finish() override {
    if (*owner_ != nullptr) (*owner_)->arrive(arriving_);
  }

 private:
  // Whether it defines a button.
  bool read(const std::string& name, std::size_t parent) {
    const auto path = locate_content_file(content_dir_, name + ".txt");
    if (!path) return false;
    arriving_->files.push_back({name, parent, read_button_file(*path)});
    return arriving_->files.back().file.button.has_value();
  }

  std::shared_ptr<Buttons*> owner_;
  std::filesystem::path content_dir_;
  std::shared_ptr<Arriving> arriving_ = std::make_shared<Arriving>();
};

Buttons::Buttons(Scene& scene)
    : scene_(scene),
      self_(std::make_shared<Buttons*>(this)),
      files_shown_(scene.services().options().show_button) {
  scene.services().load(std::make_unique<ReadFiles>(self_, scene.assets().content_dir));
}

Buttons::~Buttons() { *self_ = nullptr; }

void Buttons::arrive(const std::shared_ptr<Arriving>& arriving) {
  if (arriving->files.empty()) return;
  arriving->images_to_come = 1;  // this function, for images that are there at once
  for (std::size_t file = 0; file < arriving->files.size(); ++file) {
    Arriving::File& given = arriving->files[file];
    for (const std::string& line : given.file.warnings) {
      scene_.services().log(Level::warning, line);
    }
    for (const std::string& line : given.file.errors) scene_.services().log(Level::error, line);
    if (!given.file.button) continue;
    const std::size_t looks = given.file.button->looks.size();
    given.pictures.resize(looks);
    for (std::size_t look = 0; look < looks; ++look) load_image(arriving, file, look);
  }
  if (--arriving->images_to_come == 0) finish_files(*arriving);
}

void Buttons::load_image(const std::shared_ptr<Arriving>& arriving, std::size_t file,
                         std::size_t look) {
  ++arriving->images_to_come;
  const std::string& name = arriving->files[file].file.button->looks[look].image;
  scene_.assets().load_image(
      name, [owner = self_, arriving, file, look](const Loaded<ImageFile>& loaded) {
        if (*owner == nullptr) return;
        Scene& scene = (*owner)->scene_;
        Arriving::File& given = arriving->files[file];
        if (loaded.status == LoadStatus::done) {
          given.pictures[look] = {scene.assets().resources.image(loaded.asset),
                                  static_cast<float>(loaded.asset->picture->height) /
                                      static_cast<float>(loaded.asset->picture->width)};
        } else {
          const std::string reason =
              loaded.status == LoadStatus::missing ? "not found" : loaded.problem;
          scene.services().log(
              Level::error, fmt::format("failed to load image {} ({}.txt: {})",
                                        given.file.button->looks[look].image, given.name, reason));
        }
        if (--arriving->images_to_come == 0) (*owner)->finish_files(*arriving);
      });
}

// What has no picture is left out: a variant, or the button with its children.
void Buttons::finish_files(Arriving& arriving) {
  std::vector<std::size_t> places(arriving.files.size(), no_parent);
  for (std::size_t i = 0; i < arriving.files.size(); ++i) {
    Arriving::File& given = arriving.files[i];
    if (given.pictures.empty() || given.pictures.front().image == nullptr) continue;
    const bool is_child = given.parent != no_parent;
    if (is_child && places[given.parent] == no_parent) continue;
    ButtonDefinition& definition = *given.file.button;
    for (std::size_t look = definition.looks.size(); look-- > 0;) {
      if (given.pictures[look].image != nullptr) continue;
      definition.looks.erase(definition.looks.begin() + static_cast<std::ptrdiff_t>(look));
      given.pictures.erase(given.pictures.begin() + static_cast<std::ptrdiff_t>(look));
    }
    scene_.services().log(Level::status, fmt::format("Button has {} variants: {}.txt",
                                                     definition.looks.size() - 1, given.name));
    places[i] = of_files_.size();
    Button button(given.name, std::move(definition), std::move(given.pictures));
    button.resize(size_);
    if (files_shown_ && !covered_ && !is_child) button.show();
    of_files_.push_back({std::move(button), is_child ? places[given.parent] : no_parent});
  }
  scene_.services().log(Level::status, fmt::format("loaded {} buttons", of_files_.size()));
}

bool Buttons::has(std::string_view alias) const {
  return std::ranges::any_of(added_,
                             [&](const Added& added) { return added.button.name() == alias; });
}

void Buttons::add(Button button, bool closes) {
  button.resize(size_);
  button.show();
  added_.push_back({std::move(button), closes});
}

bool Buttons::remove(std::string_view alias) {
  const auto found = std::ranges::find_if(
      added_, [&](const Added& added) { return added.button.name() == alias; });
  if (found == added_.end()) return false;
  found->button.hide();
  return true;
}

void Buttons::toggle() {
  files_shown_ = !files_shown_;
  update_files();
}

void Buttons::set_covered(bool covered) {
  if (covered != std::exchange(covered_, covered)) update_files();
}

void Buttons::update_files() {
  const bool shown = files_shown_ && !covered_;
  for (OfFile& of_file : of_files_) {
    if (!shown) of_file.button.hide();
    if (shown && of_file.parent == no_parent) of_file.button.show();
  }
}

void Buttons::resize(const glm::vec2& size) {
  size_ = size;
  for (Added& added : added_) added.button.resize(size);
  for (OfFile& of_file : of_files_) of_file.button.resize(size);
}

void Buttons::step(double frames) {
  for (OfFile& of_file : of_files_) of_file.button.step(frames);
  for (Added& added : added_) added.button.step(frames);
  std::erase_if(added_, [this](const Added& added) {
    if (!added.button.gone()) return false;
    scene_.events().post("BUTTON_EVENT_DELETE", {added.button.name()});
    return true;
  });
}

void Buttons::paint(Painter& painter) const {
  const KeyValueStore& values = scene_.services().values();
  for (const OfFile& of_file : of_files_) {
    if (of_file.button.gone()) continue;
    std::optional<Rectangle> parent;
    if (of_file.parent != no_parent) parent = of_files_[of_file.parent].button.place(values);
    of_file.button.paint(painter, values, parent ? &*parent : nullptr);
  }
  for (const Added& added : added_) added.button.paint(painter, values, nullptr);
}

void Buttons::execute(Button& button) {
  button.flash();
  run_button_action(scene_, button.look(scene_.services().values()).action);
  scene_.events().post("BUTTON_EVENT_EXEC", {button.name()});
}

void Buttons::toggle_children(std::size_t parent) {
  for (OfFile& of_file : of_files_) {
    if (of_file.parent != parent) continue;
    if (of_file.button.shown()) {
      of_file.button.hide();
    } else {
      of_file.button.show();
    }
  }
}

bool Buttons::act(const Gesture& gesture) {
  if (gesture.kind != Gesture::Kind::tap) return false;
  const auto hit = [&](const Button& button) {
    return button.shown() && button.place(scene_.services().values()).contains(gesture.position);
  };
  for (Added& added : std::views::reverse(added_)) {
    if (!hit(added.button)) continue;
    execute(added.button);
    if (added.closes) added.button.hide();
    return true;
  }
  for (std::size_t i = of_files_.size(); i-- > 0;) {
    if (!hit(of_files_[i].button)) continue;
    execute(of_files_[i].button);
    toggle_children(i);
    return true;
  }
  return false;
}

}  // namespace mmdagent
