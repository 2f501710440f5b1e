// Saves every picture of a run: as numbered PNG files, or through the ffmpeg program as video.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "render/image.h"

namespace mmdagent {

// Errors are one line each. One thread at a time.
class FrameRecorder {
 public:
  virtual ~FrameRecorder() = default;

  // All images of one recording have the same size; numbering starts at 0.
  virtual std::optional<std::string> add(const Image& image) = 0;
  // Ends the recording; the file is complete then.
  virtual std::optional<std::string> finish() = 0;
};

// path: see StartRecording. nullptr: `error` tells why.
std::unique_ptr<FrameRecorder> start_recorder(const std::string& path, double frames_per_second,
                                              std::string& error);

// The name of one file of a PNG sequence. A pattern without %d gets the number before its suffix, a
// folder a file frame%05d.png in it.
std::string frame_path(const std::string& pattern, std::uint64_t number);

}  // namespace mmdagent
