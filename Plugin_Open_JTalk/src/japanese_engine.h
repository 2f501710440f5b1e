// Japanese: the analyser's labels said by HTS voices.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "speech_engine.h"

namespace open_jtalk {

std::unique_ptr<speech::SpeechEngine> make_engine(const speech::VoiceConfig& config,
                                                  const std::filesystem::path& app_data,
                                                  std::string& error);

}  // namespace open_jtalk
