#include "japanese_engine.h"

#include <span>
#include <utility>
#include <vector>

#include "analyser.h"
#include "hts_synthesis.h"

namespace open_jtalk {
namespace {

constexpr std::size_t piece_bytes = 900;

// A text is said phrase by phrase, each ending with a silence, and each phrase part by part, so
// that the first part can be heard while the others are made.
class JapaneseEngine final : public speech::SpeechEngine {
 public:
  JapaneseEngine(Analyser analyser, std::unique_ptr<HtsSynthesis> synthesis)
      : analyser_(std::move(analyser)), synthesis_(std::move(synthesis)) {
    analyser_.prepare();
  }

  bool speak(const std::string& text, const speech::Style& style, const std::atomic<bool>& stop,
             speech::Speech& speech, std::string& error) override {
    speech.rate = synthesis_->rate();
    style_ = style;
    phrases_.clear();
    for (const std::string& piece : split_text(text, piece_bytes)) {
      if (stop || !analyse(piece, error)) return false;
    }
    if (phrases_.empty()) return true;
    if (!find_phones(speech.phones, error)) return false;
    said_ = 1;
    return synthesis_->prepare_sound(stop, error) && synthesis_->add_sound(speech.samples, error);
  }

  Part go_on(const std::atomic<bool>& stop, speech::Speech& speech, std::string& error) override {
    if (stop) return Part::failed;
    if (!synthesis_->has_sound()) {
      if (said_ >= phrases_.size()) return Part::none;
      std::vector<speech::Phone> known;
      if (!synthesis_->begin(phrases_[said_++], style_, known, error) ||
          !synthesis_->prepare_sound(stop, error)) {
        return Part::failed;
      }
    }
    return synthesis_->add_sound(speech.samples, error) ? Part::added : Part::failed;
  }

 private:
  bool analyse(const std::string& piece, std::string& error) {
    const auto labels = analyser_.analyse(piece, error);
    if (!labels) return false;
    if (labels->size() < 3) return true;  // silence alone
    // Lips and sound start with the first phone, not with the silence before it.
    for (Labels& phrase : phrases_of(std::span(*labels).subspan(1))) {
      phrases_.push_back(std::move(phrase));
    }
    return true;
  }

  // The first phrase comes last, so that its sound can be made at once.
  bool find_phones(std::vector<speech::Phone>& phones, std::string& error) {
    std::vector<std::vector<speech::Phone>> parts(phrases_.size());
    for (std::size_t i = phrases_.size(); i-- > 0;) {
      if (!synthesis_->begin(phrases_[i], style_, parts[i], error)) return false;
      parts[i].back().name = std::string(pause);
    }
    for (const auto& part : parts) phones.insert(phones.end(), part.begin(), part.end());
    phones.pop_back();  // the last silence is heard but moves no lips
    return true;
  }

  Analyser analyser_;
  std::unique_ptr<HtsSynthesis> synthesis_;
  speech::Style style_;
  std::vector<Labels> phrases_;
  std::size_t said_ = 0;
};

}  // namespace

std::unique_ptr<speech::SpeechEngine> make_engine(const speech::VoiceConfig& config,
                                                  const std::filesystem::path& app_data,
                                                  std::string& error) {
  const auto dictionary = find_dictionary(app_data);
  if (!dictionary) {
    error = "failed to load mecab dictionary in \"" + (app_data / "Open_JTalk").string() + "\"";
    return nullptr;
  }
  auto synthesis = HtsSynthesis::load(config.voices, error);
  if (synthesis == nullptr) return nullptr;
  return std::make_unique<JapaneseEngine>(Analyser(*dictionary, config.voices.front()),
                                          std::move(synthesis));
}

}  // namespace open_jtalk
