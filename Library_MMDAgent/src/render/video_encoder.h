// Video through the ffmpeg program, which is found on the PATH.
#pragma once

#include <memory>
#include <string>

#include "render/frame_recorder.h"

namespace mmdagent {

// ffmpeg starts with the first image, whose size is the video's. nullptr: `error` tells why.
std::unique_ptr<FrameRecorder> start_video(const std::string& path, double frames_per_second,
                                           std::string& error);

}  // namespace mmdagent
