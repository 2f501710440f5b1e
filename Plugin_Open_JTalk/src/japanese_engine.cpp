#include "japanese_engine.h"

#include <span>
#include <utility>

#include "analyser.h"
#include "hts_synthesis.h"

namespace open_jtalk {
namespace {

constexpr std::size_t piece_bytes = 900;
constexpr const char* pause = "pau";

class JapaneseEngine final : public speech::SpeechEngine {
 public:
  JapaneseEngine(Analyser analyser, std::unique_ptr<HtsSynthesis> synthesis)
      : analyser_(std::move(analyser)), synthesis_(std::move(synthesis)) {}

  bool speak(const std::string& text, const speech::Style& style, const std::atomic<bool>& stop,
             speech::Speech& speech, std::string& error) override {
    speech.rate = synthesis_->rate();
    for (const std::string& piece : split_text(text, piece_bytes)) {
      if (stop || !add(piece, style, stop, speech, error)) return false;
    }
    // The last silence is heard but moves no lips.
    if (!speech.phones.empty()) speech.phones.pop_back();
    return true;
  }

 private:
  bool add(const std::string& piece, const speech::Style& style, const std::atomic<bool>& stop,
           speech::Speech& speech, std::string& error) {
    const auto labels = analyser_.analyse(piece, error);
    if (!labels) return false;
    if (labels->size() < 3) return true;  // silence alone
    if (!speech.phones.empty()) speech.phones.back().name = pause;
    // Lips and sound start with the first phone, not with the silence before it.
    return synthesis_->synthesise(std::span(*labels).subspan(1), style, stop, speech, error);
  }

  Analyser analyser_;
  std::unique_ptr<HtsSynthesis> synthesis_;
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
