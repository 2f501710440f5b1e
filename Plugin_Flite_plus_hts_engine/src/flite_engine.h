// English by flite: its own voices stand in for the HTS voices that a style names.
#pragma once

#include <memory>
#include <string>

#include "speech_engine.h"

namespace flite_speech {

// The voice of flite that is most like the first HTS voice of the file, by its name: "slt", "rms",
// "awb", "kal"; else "slt".
std::string voice_for(const speech::VoiceConfig& config);

std::unique_ptr<speech::SpeechEngine> make_engine(const std::string& voice, std::string& error);

}  // namespace flite_speech
