#include "render/gl_objects.h"

#include <epoxy/gl.h>

namespace mmdagent::gl {

void destroy_buffer(Name name) { glDeleteBuffers(1, &name); }
void destroy_texture(Name name) { glDeleteTextures(1, &name); }
void destroy_sampler(Name name) { glDeleteSamplers(1, &name); }
void destroy_vertex_array(Name name) { glDeleteVertexArrays(1, &name); }
void destroy_framebuffer(Name name) { glDeleteFramebuffers(1, &name); }
void destroy_renderbuffer(Name name) { glDeleteRenderbuffers(1, &name); }
void destroy_program(Name name) { glDeleteProgram(name); }
void destroy_query(Name name) { glDeleteQueries(1, &name); }

Buffer make_buffer() {
  Name name = 0;
  glGenBuffers(1, &name);
  return Buffer(name);
}

Texture make_texture() {
  Name name = 0;
  glGenTextures(1, &name);
  return Texture(name);
}

Sampler make_sampler() {
  Name name = 0;
  glGenSamplers(1, &name);
  return Sampler(name);
}

VertexArray make_vertex_array() {
  Name name = 0;
  glGenVertexArrays(1, &name);
  return VertexArray(name);
}

Framebuffer make_framebuffer() {
  Name name = 0;
  glGenFramebuffers(1, &name);
  return Framebuffer(name);
}

Renderbuffer make_renderbuffer() {
  Name name = 0;
  glGenRenderbuffers(1, &name);
  return Renderbuffer(name);
}

Query make_query() {
  Name name = 0;
  glGenQueries(1, &name);
  return Query(name);
}

}  // namespace mmdagent::gl
