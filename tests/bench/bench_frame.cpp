// What a picture of the avatar costs, off screen: motion, physics, posing and drawing until the
// driver has finished. Figures are for the machine at hand; the two yardsticks of the same run, the
// decoding of images and a fixed load for the driver, carry them to others.
//
// usage: bench_frame [--quick] [--row N] [--keep FOLDER]
#include <epoxy/gl.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "MMDFiles/image.h"
#include "MMDFiles/paths.h"
#include "MMDFiles/readers.h"
#include "model_actor.h"
#include "render/gl_program.h"
#include "render/png_file.h"
#include "render/renderer.h"
#include "support/checkout.h"
#include "window/egl_surface.h"
#include "yardsticks.h"

namespace {

using namespace mmdagent;
using Clock = std::chrono::steady_clock;

struct Settings {
  int warm_up = 30;
  int frames = 60;
  bool quick = false;  // keeps the program working: few rows, one frame each
  int row = 0;         // of the first table, from 1: nothing else is measured; 0: everything
  std::string keep;    // folder for the last picture of each row
};

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// Of all threads of this process, the driver's included: what a loaded machine leaves as it is.
double processor_milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double median(std::vector<double> values) {
  std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2));
  return values[values.size() / 2];
}

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "bench_frame: %s\n", why.c_str());
  std::exit(1);
}

// 50,000 triangles of a sphere, drawn as they are.
double fixed_load(const Settings& settings) {
  constexpr unsigned rings = 125;
  constexpr unsigned sectors = 200;
  std::vector<glm::vec3> vertices;
  std::vector<unsigned> indices;
  for (unsigned ring = 0; ring <= rings; ++ring) {
    for (unsigned sector = 0; sector <= sectors; ++sector) {
      const float down = 3.14159265F * static_cast<float>(ring) / rings;
      const float around = 6.2831853F * static_cast<float>(sector) / sectors;
      vertices.emplace_back(std::sin(down) * std::sin(around) * 0.9F, std::cos(down) * 0.9F,
                            std::sin(down) * std::cos(around) * 0.5F);
      if (ring == rings || sector == sectors) continue;
      const unsigned a = ring * (sectors + 1) + sector;
      const unsigned b = a + sectors + 1;
      indices.insert(indices.end(), {a, b, b + 1, a, b + 1, a + 1});
    }
  }
  const gl::VertexArray array = gl::make_vertex_array();
  const gl::Buffer vertex_buffer = gl::make_buffer();
  const gl::Buffer index_buffer = gl::make_buffer();
  const gl::Framebuffer framebuffer = gl::make_framebuffer();
  const gl::Renderbuffer color = gl::make_renderbuffer();
  glBindVertexArray(array.name());
  glBindBuffer(GL_ARRAY_BUFFER, vertex_buffer.name());
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(vertices.size() * sizeof(glm::vec3)),
               vertices.data(), GL_STATIC_DRAW);
  glEnableVertexAttribArray(position_attribute);
  glVertexAttribPointer(position_attribute, 3, GL_FLOAT, GL_FALSE, 0, nullptr);
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, index_buffer.name());
  glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(indices.size() * sizeof(unsigned)),
               indices.data(), GL_STATIC_DRAW);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer.name());
  glBindRenderbuffer(GL_RENDERBUFFER, color.name());
  glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, 64, 64);
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, color.name());
  glViewport(0, 0, 64, 64);
  std::string error;
  const auto program = link_program({"flat.vert", "flat.frag"}, {}, error);
  if (!program) give_up(error);
  std::vector<double> times;
  for (int i = 0; i < settings.warm_up + settings.frames; ++i) {
    const auto start = Clock::now();
    glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(indices.size()), GL_UNSIGNED_INT, nullptr);
    glFinish();
    if (i >= settings.warm_up) times.push_back(milliseconds_since(start));
  }
  return median(times);
}

class Scene {
 public:
  Scene(Renderer& renderer, const BenchContent& content)
      : renderer_(renderer),
        model_(mmd::read_model_file(content.pmx)),
        motion_(std::make_shared<const mmd::Motion>(mmd::read_motion_file(content.motion))) {
    const mmd::ModelData& data = model_.model->data();
    apply(CreateModel{1, {model_.model, &data}});
    for (std::size_t i = 0; i < data.textures.size(); ++i) {
      const auto path = mmd::find_content_path(content.pmx.parent_path(), data.textures[i]);
      if (!path) continue;
      apply(CreateImage{100 + i, std::make_shared<const Image>(mmd::read_image_file(*path))});
      apply(SetModelTexture{1, static_cast<std::uint32_t>(i), 100 + i});
    }
    apply(CreateImage{2, std::make_shared<const Image>(Image{1, 1, {255, 255, 255, 255}, false})});
  }

  void set_instances(int count) {
    actors_.clear();
    world_ = std::make_shared<mmd::PhysicsWorld>();
    for (int i = 0; i < count; ++i) actors_.emplace_back(model_, motion_, world_);
  }

  void move() {
    for (int step = 0; step < Actor::steps_per_frame; ++step) {
      for (Actor& actor : actors_) actor.step_motion();
      if (!actors_.empty()) actors_.front().step_physics();
    }
    for (Actor& actor : actors_) actor.finish();
  }

  void fill() {
    snapshot.clear();
    ++snapshot.frame;
    const mmd::Rig& rig = model_.model->rig();
    for (std::size_t i = 0; i < actors_.size(); ++i) {
      DrawnModel& drawn = snapshot.models.emplace_back();
      drawn.instance = i + 1;
      drawn.model = 1;
      drawn.bones = {static_cast<std::uint32_t>(snapshot.bones.size()),
                     static_cast<std::uint32_t>(rig.size())};
      snapshot.bones.resize(snapshot.bones.size() + rig.size());
      mmd::ModelInstance& instance = actors_[i].instance();
      mmd::fill_skin_transforms(rig, instance.pose(),
                                std::span(snapshot.bones).subspan(drawn.bones.first));
      const auto weights = instance.morph_state().effective_weights();
      drawn.morphs = {static_cast<std::uint32_t>(snapshot.morph_weights.size()),
                      static_cast<std::uint32_t>(weights.size())};
      snapshot.morph_weights.insert(snapshot.morph_weights.end(), weights.begin(), weights.end());
    }
  }

  void draw(glm::ivec2 size) {
    std::string error;
    if (!renderer_.draw(snapshot, size, error)) give_up(error);
    glFinish();
  }

  // Medians, in milliseconds.
  struct Cost {
    double frame;
    double drawing;
    double processor;  // of a frame, all threads
  };
  Cost measure(glm::ivec2 size, const Settings& settings) {
    std::vector<double> whole;
    std::vector<double> drawing;
    std::vector<double> processor;
    for (int i = 0; i < settings.warm_up + settings.frames; ++i) {
      const auto start = Clock::now();
      const double busy = processor_milliseconds();
      move();
      fill();
      const auto moved = Clock::now();
      draw(size);
      if (i < settings.warm_up) continue;
      whole.push_back(milliseconds_since(start));
      drawing.push_back(milliseconds_since(moved));
      processor.push_back(processor_milliseconds() - busy);
    }
    return {median(whole), median(drawing), median(processor)};
  }

  Snapshot snapshot;

 private:
  void apply(const ResourceRequest& request) {
    if (const auto error = renderer_.apply(request)) give_up(*error);
  }

  Renderer& renderer_;
  BenchModel model_;
  std::shared_ptr<const mmd::Motion> motion_;
  std::shared_ptr<mmd::PhysicsWorld> world_;
  std::deque<Actor> actors_;
};

enum class Shadow : std::uint8_t { off, ground, map };
constexpr const char* shadow_words[] = {"off", "ground", "map"};

struct Row {
  glm::ivec2 size;
  int samples;
  Shadow shadow;
  double limit;  // milliseconds on the recording machine; 0: none
};

void print_frames(Scene& scene, Renderer& renderer, const Settings& settings,
                  ImageYardstick& images, double load) {
  constexpr Row rows[] = {{{600, 600}, 4, Shadow::off, 22},   {{600, 600}, 4, Shadow::ground, 30},
                          {{600, 600}, 4, Shadow::map, 0},    {{600, 600}, 0, Shadow::off, 0},
                          {{600, 600}, 0, Shadow::ground, 0}, {{1280, 720}, 4, Shadow::ground, 37},
                          {{1280, 720}, 0, Shadow::ground, 0}};
  std::printf(
      "\n## One avatar, ms per frame (median)\n\n"
      "| picture | samples | shadow | frame | drawing | processor | limit x scale | frame / limit "
      "| "
      "frame / load |\n|---|---|---|---|---|---|---|---|---|\n");
  scene.set_instances(1);
  const std::span<const Row> all(rows);
  const auto chosen = settings.row > 0 ? all.subspan(static_cast<std::size_t>(settings.row - 1), 1)
                                       : all.first(settings.quick ? 3 : all.size());
  for (const Row& row : chosen) {
    scene.snapshot.options.samples = row.samples;
    scene.snapshot.options.shadow = row.shadow != Shadow::off;
    scene.snapshot.options.shadow_mapping = row.shadow == Shadow::map;
    scene.snapshot.stage.floor = row.shadow == Shadow::off ? no_resource : ResourceId{2};
    // Before and after the frames: what the machine gives changes by the minute.
    const auto measure_images = [&] {
      for (int i = 0; i < (settings.quick ? 1 : 5); ++i) images.measure();
    };
    images.begin();
    measure_images();
    const Scene::Cost cost = scene.measure(row.size, settings);
    measure_images();
    const double scale = images.median_scale();
    const double frame = cost.frame;
    const auto word = shadow_words[static_cast<int>(row.shadow)];
    std::printf("| %d x %d | %d | %s | %.1f | %.1f | %.1f | ", row.size.x, row.size.y, row.samples,
                word, frame, cost.drawing, cost.processor);
    if (row.limit > 0.0) {
      std::printf("%.1f | %.2f", row.limit * scale, frame / (row.limit * scale));
    } else {
      std::printf("- | -");
    }
    std::printf(" | %.1f |\n", frame / load);
    if (settings.keep.empty()) continue;
    Image picture;
    renderer.read(picture);
    const std::string name = settings.keep + "/" + std::to_string(row.size.x) + "_" +
                             std::to_string(row.samples) + "_" + word + ".png";
    if (const auto error = write_png(name, picture)) give_up(*error);
  }
}

void print_instances(Scene& scene, const Settings& settings) {
  std::printf(
      "\n## Many avatars, 600 x 600, no samples, no shadow\n\n"
      "| instances | frame ms | drawing ms | processor ms | drawing per extra instance |\n"
      "|---|---|---|---|---|\n");
  scene.snapshot.options.samples = 0;
  scene.snapshot.options.shadow = false;
  scene.snapshot.stage.floor = no_resource;
  double first = 0.0;
  for (const int count : {1, 5, 20}) {
    if (settings.quick && count > 1) break;
    scene.set_instances(count);
    const Scene::Cost cost = scene.measure({600, 600}, settings);
    if (count == 1) first = cost.drawing;
    std::printf("| %d | %.1f | %.1f | %.1f | %.2f |\n", count, cost.frame, cost.drawing,
                cost.processor, count == 1 ? 0.0 : (cost.drawing - first) / (count - 1));
  }
}

// Each way in a renderer of its own, in two turns.
void print_ways(const BenchContent& content, const Settings& settings) {
  constexpr std::pair<SkinningWay, const char*> ways[] = {{SkinningWay::cpu, "cpu"},
                                                          {SkinningWay::feedback, "feedback"},
                                                          {SkinningWay::compute, "compute"}};
  std::printf(
      "\n## Ways of posing, 64 x 64, 5 avatars\n\n"
      "| way | drawing ms | frame, processor ms | uploaded KB |\n|---|---|---|---|\n");
  for (int turn = 0; turn < (settings.quick ? 1 : 2); ++turn) {
    for (const auto& [way, word] : ways) {
      std::string error;
      const auto renderer = Renderer::create({way, false}, error);
      if (renderer == nullptr) give_up(error);
      if (renderer->skinning() != way) continue;
      Scene scene(*renderer, content);
      scene.snapshot.options.samples = 0;
      scene.snapshot.options.shadow = false;
      scene.set_instances(5);
      const Scene::Cost cost = scene.measure({64, 64}, settings);
      const auto bytes = renderer->statistics().counts.uploaded_bytes;
      std::printf("| %s | %.1f | %.1f | %.0f |\n", word, cost.drawing, cost.processor,
                  static_cast<double>(bytes) / 1024.0);
    }
  }
}

void run(const Settings& settings) {
  std::string error;
  const auto surface = EglSurface::create({600, 600}, error);
  if (surface == nullptr || !surface->make_current(error)) give_up(error);
  {
    const auto renderer = Renderer::create({}, error);
    if (renderer == nullptr) give_up(error);
    const BenchContent content = find_bench_content(test_support::source_folder());
    ImageYardstick images(content.images);
    images.measure();
    if (!settings.quick) images.measure();
    const double load = fixed_load(settings);
    std::printf("# %s on %s\n\nimages: %.2f of the recording machine's time; ",
                content.name.c_str(), renderer->features().device.c_str(), images.scale());
    std::printf("50,000 triangles: %.2f ms\n", load);
    Scene scene(*renderer, content);
    print_frames(scene, *renderer, settings, images, load);
    if (settings.row == 0) {
      for (int i = 0; i < 2; ++i) scene.draw({1280, 720});  // the first one takes up the new size
      std::printf("\npaused: %llu bytes uploaded\n",
                  static_cast<unsigned long long>(renderer->statistics().counts.uploaded_bytes));
      print_instances(scene, settings);
    }
    if (!settings.quick && settings.row == 0) print_ways(content, settings);
  }
  surface->release_current();
}

}  // namespace

int main(int argc, char** argv) {
  Settings settings;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--quick") {
      settings.warm_up = 1;
      settings.frames = 1;
      settings.quick = true;
    } else if (argument == "--row" && i + 1 < argc) {
      settings.row = std::clamp(std::atoi(argv[++i]), 1, 7);
    } else if (argument == "--keep" && i + 1 < argc) {
      settings.keep = argv[++i];
    } else {
      std::puts("usage: bench_frame [--quick] [--row N] [--keep FOLDER]");
      return argument == "--help" ? 0 : 2;
    }
  }
  run(settings);
  return 0;
}
