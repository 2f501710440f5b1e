// A renderer without a window and a snapshot to fill: the rigs Q and G of rendering.md section 10.
#pragma once

#include <gtest/gtest.h>

#include <memory>

#include "MMDFiles/model_data.h"
#include "render/renderer.h"
#include "window/egl_surface.h"

namespace mmdagent::test {

struct Color {
  int red = 0, green = 0, blue = 0;
};

class PictureRig {
 public:
  // No multisampling. Fails the test if there is no GL.
  explicit PictureRig(glm::ivec2 size, RendererSettings settings = {});
  ~PictureRig();
  PictureRig(const PictureRig&) = delete;
  PictureRig& operator=(const PictureRig&) = delete;

  ResourceId add_model(std::shared_ptr<const mmd::ModelData> data);
  ResourceId add_image(Image image);
  void set_texture(ResourceId model, int texture, Image image);
  void apply(const ResourceRequest& request);

  // Appends an instance at rest. The reference holds until the next call.
  DrawnModel& show(ResourceId model);
  // Moves the instance by an offset.
  DrawnModel& show_at(ResourceId model, const glm::vec3& offset);

  void draw();
  // Without reading the picture.
  void draw_only();
  // From the top left.
  Color pixel(int x, int y) const;
  Color center() const { return pixel(picture_.width / 2, picture_.height / 2); }
  int alpha(int x, int y) const;
  const Image& picture() const { return picture_; }
  SkinningWay skinning() const { return renderer_->skinning(); }
  const RenderStatistics& statistics() const { return renderer_->statistics(); }

  Snapshot snapshot;

 private:
  std::unique_ptr<EglSurface> surface_;
  std::unique_ptr<Renderer> renderer_;
  std::vector<std::shared_ptr<const mmd::ModelData>> models_;
  std::uint64_t next_id_ = 1;
  Image picture_;
};

// Expects each channel within `tolerance`.
void expect_color(const Color& got, const Color& expected, const std::string& what,
                  int tolerance = 1);

inline constexpr glm::ivec2 rig_q{64, 64};
inline constexpr glm::ivec2 rig_g{900, 900};
inline constexpr Color clear_color{0, 0, 51};

}  // namespace mmdagent::test
