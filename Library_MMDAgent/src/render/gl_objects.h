// Owning handles of GL objects. All of it: render thread, context current.
#pragma once

#include <utility>

namespace mmdagent::gl {

using Name = unsigned int;

template <void (*destroy)(Name)>
class Handle {
 public:
  Handle() = default;
  explicit Handle(Name name) : name_(name) {}
  ~Handle() { reset(); }
  Handle(Handle&& other) noexcept : name_(std::exchange(other.name_, 0)) {}
  Handle& operator=(Handle&& other) noexcept {
    if (this != &other) {
      reset();
      name_ = std::exchange(other.name_, 0);
    }
    return *this;
  }

  Name name() const { return name_; }
  explicit operator bool() const { return name_ != 0; }
  void reset() {
    if (name_ != 0) destroy(std::exchange(name_, 0));
  }

 private:
  Name name_ = 0;
};

void destroy_buffer(Name name);
void destroy_texture(Name name);
void destroy_sampler(Name name);
void destroy_vertex_array(Name name);
void destroy_framebuffer(Name name);
void destroy_renderbuffer(Name name);
void destroy_program(Name name);
void destroy_query(Name name);

using Buffer = Handle<destroy_buffer>;
using Texture = Handle<destroy_texture>;
using Sampler = Handle<destroy_sampler>;
using VertexArray = Handle<destroy_vertex_array>;
using Framebuffer = Handle<destroy_framebuffer>;
using Renderbuffer = Handle<destroy_renderbuffer>;
using Program = Handle<destroy_program>;
using Query = Handle<destroy_query>;

Buffer make_buffer();
Texture make_texture();
Sampler make_sampler();
VertexArray make_vertex_array();
Framebuffer make_framebuffer();
Renderbuffer make_renderbuffer();
Query make_query();

}  // namespace mmdagent::gl
