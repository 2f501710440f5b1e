#include "render/gl_program.h"

#include <epoxy/gl.h>
#include <fmt/format.h>

#include "render/shader_sources.h"

namespace mmdagent {
namespace {

// Lives only while a program is linked.
struct Shader {
  explicit Shader(GLenum kind) : name(glCreateShader(kind)) {}
  ~Shader() { glDeleteShader(name); }
  Shader(const Shader&) = delete;
  Shader& operator=(const Shader&) = delete;
  GLuint name;
};

// The driver's report as one line.
std::string one_line(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\0')) text.pop_back();
  for (char& c : text) {
    if (c == '\n') c = ';';
  }
  return text;
}

std::string shader_log(GLuint shader) {
  GLint length = 0;
  glGetShaderiv(shader, GL_INFO_LOG_LENGTH, &length);
  std::string text(static_cast<std::size_t>(length), '\0');
  glGetShaderInfoLog(shader, length, nullptr, text.data());
  return one_line(std::move(text));
}

std::string program_log(GLuint program) {
  GLint length = 0;
  glGetProgramiv(program, GL_INFO_LOG_LENGTH, &length);
  std::string text(static_cast<std::size_t>(length), '\0');
  glGetProgramInfoLog(program, length, nullptr, text.data());
  return one_line(std::move(text));
}

bool compile(const Shader& shader, std::string_view file, std::span<const std::string_view> defines,
             std::string& error) {
  std::string text = "#version 330 core\n";
  for (const std::string_view define : defines) text += fmt::format("#define {} 1\n", define);
  text.append(shader_source("common.glsl")).append("#line 1\n").append(shader_source(file));
  const char* const pointer = text.c_str();
  glShaderSource(shader.name, 1, &pointer, nullptr);
  glCompileShader(shader.name);
  GLint compiled = GL_FALSE;
  glGetShaderiv(shader.name, GL_COMPILE_STATUS, &compiled);
  if (compiled == GL_TRUE) return true;
  error = fmt::format("shader {} does not compile: {}", file, shader_log(shader.name));
  return false;
}

void bind_block(GLuint program, const char* name, GLuint binding) {
  const GLuint index = glGetUniformBlockIndex(program, name);
  if (index != GL_INVALID_INDEX) glUniformBlockBinding(program, index, binding);
}

void bind_sampler(GLuint program, const char* name, GLint unit) {
  const GLint location = glGetUniformLocation(program, name);
  if (location >= 0) glUniform1i(location, unit);
}

}  // namespace

std::optional<gl::Program> link_program(const ProgramSource& source,
                                        std::span<const std::string_view> defines,
                                        std::string& error) {
  const Shader vertex(GL_VERTEX_SHADER);
  const Shader fragment(GL_FRAGMENT_SHADER);
  if (!compile(vertex, source.vertex, defines, error) ||
      !compile(fragment, source.fragment, defines, error)) {
    return std::nullopt;
  }
  gl::Program program(glCreateProgram());
  glAttachShader(program.name(), vertex.name);
  glAttachShader(program.name(), fragment.name);
  glLinkProgram(program.name());
  glDetachShader(program.name(), vertex.name);
  glDetachShader(program.name(), fragment.name);
  GLint linked = GL_FALSE;
  glGetProgramiv(program.name(), GL_LINK_STATUS, &linked);
  if (linked == GL_FALSE) {
    error = fmt::format("shaders {} and {} do not link: {}", source.vertex, source.fragment,
                        program_log(program.name()));
    return std::nullopt;
  }
  bind_block(program.name(), "Frame", frame_block_binding);
  bind_block(program.name(), "Materials", material_block_binding);
  glUseProgram(program.name());
  bind_sampler(program.name(), "base_image", base_unit);
  bind_sampler(program.name(), "toon_image", toon_unit);
  bind_sampler(program.name(), "second_image", toon_unit);
  bind_sampler(program.name(), "sphere_image", sphere_unit);
  bind_sampler(program.name(), "shadow_image", shadow_unit);
  return program;
}

}  // namespace mmdagent
