#include "voice_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <numeric>
#include <string_view>

#include "speech_limits.h"

namespace speech {
namespace {

namespace fs = std::filesystem;

// Tokens up to '#', line by line.
class Tokens {
 public:
  explicit Tokens(std::string text) : text_(std::move(text)) {}

  std::optional<std::string_view> next() {
    while (at_ < text_.size() && is_blank(text_[at_])) skip();
    if (at_ == text_.size()) return std::nullopt;
    const std::size_t first = at_;
    while (at_ < text_.size() && !is_blank(text_[at_])) ++at_;
    return std::string_view(text_).substr(first, at_ - first);
  }

 private:
  static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '#';
  }
  void skip() { at_ = text_[at_] == '#' ? std::min(text_.find('\n', at_), text_.size()) : at_ + 1; }

  std::string text_;
  std::size_t at_ = 0;
};

// The longest numeric beginning, else 0.
double number(std::string_view token) {
  if (token.starts_with('+')) token.remove_prefix(1);
  double value = 0.0;
  std::from_chars(token.data(), token.data() + token.size(), value);
  return std::isfinite(value) ? value : 0.0;
}

std::size_t count(const std::optional<std::string_view>& token, std::size_t most) {
  return token
             ? static_cast<std::size_t>(std::clamp(number(*token), 0.0, static_cast<double>(most)))
             : 0;
}

void normalise(std::vector<double>& weights) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  if (sum == 0.0) {
    std::ranges::fill(weights, 0.0);
  } else {
    for (double& weight : weights) weight /= sum;
  }
}

// False: the file ends within it.
bool read_style(Tokens& tokens, std::size_t voices, Style& style) {
  const auto name = tokens.next();
  if (!name) return false;
  style.name = *name;
  std::vector<double> numbers;
  while (numbers.size() < 3 * voices + 4) {
    const auto token = tokens.next();
    if (!token) return false;
    numbers.push_back(number(*token));
  }
  const auto part = [&](std::size_t i) {
    const auto first = numbers.begin() + static_cast<std::ptrdiff_t>(i * voices);
    std::vector<double> weights(first, first + static_cast<std::ptrdiff_t>(voices));
    normalise(weights);
    return weights;
  };
  style.spectrum = part(0);
  style.pitch = part(1);
  style.duration = part(2);
  const double* const rest = numbers.data() + 3 * voices;
  style.speed = std::clamp(rest[0], 0.1, 10.0);
  style.half_tones = std::clamp(rest[1], -24.0, 24.0);
  style.alpha = std::clamp(rest[2], 0.0, 1.0);
  style.volume = std::clamp(rest[3], 0.0, 10.0);
  return true;
}

std::optional<std::string> read_text(const fs::path& file) {
  std::ifstream input(file, std::ios::binary);
  std::string text(limits::config_bytes, '\0');
  if (!input.read(text.data(), static_cast<std::streamsize>(text.size())) && !input.eof()) {
    return std::nullopt;
  }
  text.resize(static_cast<std::size_t>(input.gcount()));
  return text;
}

}  // namespace

const Style* VoiceConfig::find(const std::string& style) const {
  const auto found = std::ranges::find(styles, style, &Style::name);
  return found == styles.end() ? nullptr : &*found;
}

std::optional<VoiceConfig> read_voice_config(const fs::path& file, const fs::path& content,
                                             std::string& error) {
  const auto fail = [&](std::string_view what) {
    error = fmt::format("failed to get {} in config file \"{}\", may be corrupted", what,
                        file.string());
    return std::nullopt;
  };
  auto text = read_text(file);
  if (!text) {
    error = fmt::format("failed to read config file \"{}\"", file.string());
    return std::nullopt;
  }
  Tokens tokens(std::move(*text));
  VoiceConfig config;
  const auto voices_token = tokens.next();
  if (!voices_token) return fail("number of speakers");
  const std::size_t voices = count(voices_token, limits::voices);
  if (voices == 0) return fail("number of models");
  for (std::size_t i = 0; i < voices; ++i) {
    const auto name = tokens.next();
    if (!name) return fail("model names");
    config.voices.push_back(content / *name);
  }
  const std::size_t styles = count(tokens.next(), limits::styles);
  if (styles == 0) return fail("number of speaking styles");
  for (std::size_t i = 0; i < styles; ++i) {
    Style style;
    if (!read_style(tokens, voices, style)) return fail("style names and weights");
    config.styles.push_back(std::move(style));
  }
  return config;
}

}  // namespace speech
