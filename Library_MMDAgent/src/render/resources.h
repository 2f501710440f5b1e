// What must reach the render thread without loss: resources made and freed, pictures to be saved.
// Entries are numbered in the order of ResourceQueue::push; a snapshot names the number it needs.
// Because the renderer applies entries only up to the number of the snapshot it draws, a resource
// freed together with a snapshot that no longer names it is never missed by an older one.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "render/image.h"
#include "render/snapshot.h"
#include "skinning_way.h"

namespace mmd {
struct ModelData;
}

namespace mmdagent {

class Animation;

// Geometry and materials, drawn in plain colours until images are set. The data of a larger shared
// object serves by std::shared_ptr's aliasing constructor.
struct CreateModel {
  ResourceId id = no_resource;
  std::shared_ptr<const mmd::ModelData> data;
};

// One image may serve any number of models and the stage.
struct CreateImage {
  ResourceId id = no_resource;
  std::shared_ptr<const Image> image;
  // `image` is its first picture, which is shown where a snapshot names no other; null: the only.
  std::shared_ptr<const Animation> animation{};
};

// From now on texture number `texture` of the model (index into ModelData::textures) is `image`;
// no_resource takes the texture away.
struct SetModelTexture {
  ResourceId model = no_resource;
  std::uint32_t texture = 0;
  ResourceId image = no_resource;
};

// Replaces the built-in toon of one slot (0..10) for this model.
struct SetModelToon {
  ResourceId model = no_resource;
  std::uint32_t slot = 0;
  ResourceId image = no_resource;
};

// A model or an image. Frees it on the GPU; an image still used by a model lives on until then.
struct FreeResource {
  ResourceId id = no_resource;
};

// A font file for texts, behind those added before: it serves the characters they lack. With an id
// it serves only captions that name it; it is never freed.
struct AddFont {
  std::string path;
  ResourceId id = no_resource;
};

// Called once, on the render thread, with nothing or with one line that tells what went wrong.
using Completion = std::function<void(const std::optional<std::string>& error)>;

// Saves the picture drawn from the snapshot that needs this entry, as PNG.
struct SaveScreenshot {
  std::string path;
  Completion done;
};

// From the snapshot that needs this entry on, every drawn picture is one frame of the recording.
// A path ending in .mp4 goes through ffmpeg; else it is a printf pattern like frame%05d.png or a
// folder, which gets frame%05d.png.
struct StartRecording {
  std::string path;
  double frames_per_second = 30.0;
  Completion failed;  // only on the first error; recording has then stopped
};

struct StopRecording {
  Completion done;
};

// Everything made so far is freed, numbers of resources count from the beginning, and the renderer
// starts as if it were new; pictures being saved and recorded are not touched.
struct StartAgain {
  SkinningWay skinning = SkinningWay::automatic;
  bool core_only = false;  // RendererSettings
};

using ResourceRequest =
    std::variant<CreateModel, CreateImage, SetModelTexture, SetModelToon, FreeResource, AddFont,
                 SaveScreenshot, StartRecording, StopRecording, StartAgain>;

}  // namespace mmdagent
