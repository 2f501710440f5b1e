#include "overlay/button_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <utility>

#include "host_limits.h"
#include "message/message_text.h"
#include "message/numbers.h"
#include "options/mdf.h"

namespace mmdagent {
namespace {

struct TextField {
  std::string_view of_base;
  std::string_view of_variant;
  std::string ButtonLook::*member;
};

constexpr TextField text_fields[] = {
    {"image", "image", &ButtonLook::image},
    {"label", "label", &ButtonLook::label},
    {"condKey", "ifKeyName", &ButtonLook::condition_key},
    {"condVal", "ifKeyValue", &ButtonLook::condition_value},
};

constexpr std::pair<std::string_view, ButtonOrigin> origins[] = {
    {"left", ButtonOrigin::left},     {"right", ButtonOrigin::right},   {"top", ButtonOrigin::top},
    {"bottom", ButtonOrigin::bottom}, {"parent", ButtonOrigin::parent},
};

float* number_field(ButtonDefinition& button, std::string_view key) {
  if (key == "x") return &button.gap.x;
  if (key == "y") return &button.gap.y;
  if (key == "scale") return &button.scale;
  if (key == "labelX") return &button.label_offset.x;
  if (key == "labelY") return &button.label_offset.y;
  if (key == "labelScale") return &button.label_scale;
  return nullptr;
}

// `#RRGGBBAA` or `#RRGGBB`.
std::optional<glm::vec4> read_color(std::string_view text) {
  if (!text.starts_with('#') || (text.size() != 7 && text.size() != 9)) return std::nullopt;
  std::uint32_t bits = 0;
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), bits, 16);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (text.size() == 7) bits = bits << 8 | 0xFFU;
  glm::vec4 color;
  for (int channel = 0; channel < 4; ++channel) {
    color[channel] = static_cast<float>(bits >> (24 - 8 * channel) & 0xFFU) / 255.0F;
  }
  return color;
}

bool is_number(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  float value = 0.0F;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && rest == text.data() + text.size() && std::isfinite(value);
}

class ButtonParser {
 public:
  explicit ButtonParser(std::string_view name) : name_(name) {}

  ButtonFile parse(std::string_view text) {
    Mdf lines = parse_mdf(text);
    for (std::string* line : all(lines)) {
      file_.warnings.push_back(fmt::format("{}: {}", name_, *line));
    }
    for (const MdfSetting& setting : lines.settings) {
      if (!setting.key.empty()) take(setting);
    }
    finish();
    return std::move(file_);
  }

 private:
  static std::vector<std::string*> all(Mdf& lines) {
    std::vector<std::string*> texts;
    for (std::string& line : lines.reasons) texts.push_back(&line);
    for (std::string& line : lines.warnings) texts.push_back(&line);
    return texts;
  }

  void warn(const MdfSetting& setting, std::string_view expected) {
    file_.warnings.push_back(fmt::format("{}: line {}: {}: expected {}, got \"{}\"", name_,
                                         setting.line, setting.key, expected, setting.value));
  }

  void take(const MdfSetting& setting) {
    if (!is_valid_utf8(setting.key) || !is_valid_utf8(setting.value)) {
      file_.warnings.push_back(
          fmt::format("{}: line {}: is no UTF-8, skipped", name_, setting.line));
      return;
    }
    std::string_view key = setting.key;
    const bool of_variant = key.size() > 2 && key[0] >= '0' && key[0] <= '9' && key[1] == '-';
    std::optional<ButtonLook>* variant = nullptr;
    if (of_variant) {
      variant = &variants_[static_cast<std::size_t>(key[0] - '0')];
      key.remove_prefix(2);
      if (!*variant) variant->emplace();
    }
    if (take_look(of_variant ? **variant : base_, key, of_variant, setting)) return;
    if (of_variant || !take_shape(setting)) {
      file_.warnings.push_back(
          fmt::format("{}: line {}: unknown key \"{}\"", name_, setting.line, setting.key));
    }
  }

  bool take_look(ButtonLook& look, std::string_view key, bool of_variant,
                 const MdfSetting& setting) {
    for (const TextField& field : text_fields) {
      if (key != (of_variant ? field.of_variant : field.of_base)) continue;
      look.*field.member = setting.value;
      return true;
    }
    if (key == "exec") {
      if (std::optional<ButtonAction> action = parse_button_action(setting.value)) {
        look.action = std::move(*action);
      } else {
        file_.errors.push_back(fmt::format("unknown exec type: {} ({}: line {}: {})", setting.value,
                                           name_, setting.line, setting.key));
      }
      return true;
    }
    if (key != "labelColor") return false;
    if (const std::optional<glm::vec4> color = read_color(setting.value)) {
      look.label_color = *color;
    } else {
      warn(setting, "#RRGGBBAA");
    }
    return true;
  }

  bool take_shape(const MdfSetting& setting) {
    if (setting.key == "from") {
      const auto* origin = std::ranges::find(origins, std::string_view(setting.value),
                                             &std::pair<std::string_view, ButtonOrigin>::first);
      button_.origin = origin != std::end(origins) ? origin->second : ButtonOrigin::left;
      if (origin == std::end(origins)) warn(setting, "left, right, top, bottom or parent");
      return true;
    }
    float* number = number_field(button_, setting.key);
    if (number == nullptr) return false;
    const float value = read_float(setting.value);
    const bool too_small = number == &button_.scale && value <= 0.0F;
    if (too_small) {
      warn(setting, "a number above 0");
    } else if (!is_number(setting.value)) {
      warn(setting, "a number");
    }
    if (!too_small) *number = value;
    return true;
  }

  void finish() {
    if (base_.image.empty()) {
      file_.errors.push_back(fmt::format("{}: image: expected a file name, got nothing", name_));
    }
    if (!file_.errors.empty()) return;
    button_.looks.push_back(std::move(base_));
    for (std::size_t i = 0; i < variants_.size(); ++i) {
      if (!variants_[i]) continue;
      if (variants_[i]->image.empty()) {
        file_.warnings.push_back(fmt::format(
            "{}: {}-image: expected a file name, got nothing; the variant is left out", name_, i));
      } else {
        button_.looks.push_back(std::move(*variants_[i]));
      }
    }
    file_.button = std::move(button_);
  }

  std::string_view name_;
  ButtonFile file_;
  ButtonDefinition button_;
  ButtonLook base_;
  std::array<std::optional<ButtonLook>, 10> variants_;
};

}  // namespace

ButtonFile parse_button_file(std::string_view text, std::string_view name) {
  return ButtonParser(name).parse(text);
}

ButtonFile read_button_file(const std::filesystem::path& path) {
  const std::string name = path.filename().string();
  ButtonFile failed;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    failed.errors.push_back("failed to open " + name);
    return failed;
  }
  std::string text(limits::button_file_bytes + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (text.size() > limits::button_file_bytes) {
    failed.errors.push_back(fmt::format("{}: more than {} bytes, at most {} expected", name,
                                        limits::button_file_bytes, limits::button_file_bytes));
    return failed;
  }
  return parse_button_file(text, name);
}

}  // namespace mmdagent
