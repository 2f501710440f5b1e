#include "overlay/text_measure.h"

#include <utility>

#include "overlay/font_set.h"
#include "overlay/localized_text.h"
#include "scene/services.h"

namespace mmdagent {

struct TextMeasure::Arrival {
  TextMeasure* owner = nullptr;  // null: it is gone
  std::unique_ptr<FontSet> fonts;
};

class TextMeasure::OpenFonts final : public LoadJob {
 public:
  OpenFonts(std::shared_ptr<Arrival> arrival, std::string app_data_dir)
      : arrival_(std::move(arrival)), app_data_dir_(std::move(app_data_dir)) {}

  // The renderer reads the same files and tells of those that cannot be read.
  void run() override {
    fonts_ = std::make_unique<FontSet>();
    std::string reason;
    for (const std::string& path : FontSet::default_paths(app_data_dir_)) fonts_->add(path, reason);
  }

  void finish() override {
    if (arrival_->owner == nullptr) return;
    arrival_->fonts = std::move(fonts_);
    ++arrival_->owner->generation_;
  }

 private:
  std::shared_ptr<Arrival> arrival_;
  std::string app_data_dir_;
  std::unique_ptr<FontSet> fonts_;
};

TextMeasure::TextMeasure(SceneServices& services, const std::string& app_data_dir)
    : services_(services),
      app_data_dir_(app_data_dir),
      language_(user_language()),
      arrival_(std::make_shared<Arrival>()) {
  arrival_->owner = this;
}

TextMeasure::~TextMeasure() { arrival_->owner = nullptr; }

std::string_view TextMeasure::in_user_language(std::string_view text) const {
  return localized(text, language_);
}

TextExtent TextMeasure::extent(std::string_view text, float pitch) const {
  return whole_extent(in_user_language(text), pitch);
}

TextExtent TextMeasure::whole_extent(std::string_view text, float pitch) const {
  if (!asked_) {
    asked_ = true;
    services_.load(std::make_unique<OpenFonts>(arrival_, app_data_dir_));
  }
  if (arrival_->fonts == nullptr) return {};
  const auto known = measured_.find(text);
  if (known != measured_.end() && known->second.pitch == pitch) return known->second.extent;
  if (measured_.size() >= most_measured) measured_.clear();
  const TextExtent extent = text_extent(*arrival_->fonts, text, pitch);
  measured_[std::string(text)] = {pitch, extent};
  return extent;
}

}  // namespace mmdagent
