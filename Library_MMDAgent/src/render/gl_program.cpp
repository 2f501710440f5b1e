#include "render/gl_program.h"

#include <epoxy/gl.h>
#include <fmt/format.h>

#include <initializer_list>

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

// What a shader is made of.
struct ShaderText {
  const char* version = "330 core";
  std::string_view prelude;  // a file that comes before
  std::string_view file;
};

bool compile(const Shader& shader, const ShaderText& source,
             std::span<const std::string_view> defines, std::string& error) {
  std::string text = fmt::format("#version {}\n", source.version);
  for (const std::string_view define : defines) text += fmt::format("#define {} 1\n", define);
  text.append(shader_source(source.prelude)).append("#line 1\n");
  text.append(shader_source(source.file));
  const char* const pointer = text.c_str();
  glShaderSource(shader.name, 1, &pointer, nullptr);
  glCompileShader(shader.name);
  GLint compiled = GL_FALSE;
  glGetShaderiv(shader.name, GL_COMPILE_STATUS, &compiled);
  if (compiled == GL_TRUE) return true;
  error = fmt::format("shader {} does not compile: {}", source.file, shader_log(shader.name));
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

void bind_names(GLuint program) {
  bind_block(program, "Frame", frame_block_binding);
  bind_block(program, "Materials", material_block_binding);
  glUseProgram(program);
  bind_sampler(program, "base_image", base_unit);
  bind_sampler(program, "toon_image", toon_unit);
  bind_sampler(program, "second_image", toon_unit);
  bind_sampler(program, "sphere_image", sphere_unit);
  bind_sampler(program, "shadow_image", shadow_unit);
  bind_sampler(program, "bone_texels", bones_unit);
  bind_sampler(program, "morph_texels", morphs_unit);
  bind_sampler(program, "center_texels", centers_unit);
}

// `files` names what is linked, for the error.
std::optional<gl::Program> link(std::initializer_list<const Shader*> shaders,
                                std::span<const char* const> outputs, std::string_view files,
                                std::string& error) {
  gl::Program program(glCreateProgram());
  for (const Shader* shader : shaders) glAttachShader(program.name(), shader->name);
  if (!outputs.empty()) {
    glTransformFeedbackVaryings(program.name(), static_cast<GLsizei>(outputs.size()),
                                outputs.data(), GL_INTERLEAVED_ATTRIBS);
  }
  glLinkProgram(program.name());
  for (const Shader* shader : shaders) glDetachShader(program.name(), shader->name);
  GLint linked = GL_FALSE;
  glGetProgramiv(program.name(), GL_LINK_STATUS, &linked);
  if (linked == GL_FALSE) {
    error = fmt::format("{} not link: {}", files, program_log(program.name()));
    return std::nullopt;
  }
  bind_names(program.name());
  return program;
}

}  // namespace

std::optional<gl::Program> link_program(const ProgramSource& source,
                                        std::span<const std::string_view> defines,
                                        std::string& error) {
  const Shader vertex(GL_VERTEX_SHADER);
  const Shader fragment(GL_FRAGMENT_SHADER);
  const ShaderText vertex_text{.prelude = "common.glsl", .file = source.vertex};
  const ShaderText fragment_text{.prelude = "common.glsl", .file = source.fragment};
  if (!compile(vertex, vertex_text, defines, error) ||
      !compile(fragment, fragment_text, defines, error)) {
    return std::nullopt;
  }
  return link({&vertex, &fragment}, {},
              fmt::format("shaders {} and {} do", source.vertex, source.fragment), error);
}

std::optional<gl::Program> link_feedback_program(std::string_view vertex,
                                                 std::span<const char* const> outputs,
                                                 std::string& error) {
  const Shader shader(GL_VERTEX_SHADER);
  const ShaderText text{.prelude = "skinning.glsl", .file = vertex};
  if (!compile(shader, text, {}, error)) return std::nullopt;
  return link({&shader}, outputs, fmt::format("shader {} does", vertex), error);
}

std::optional<gl::Program> link_compute_program(std::string_view compute, std::string& error) {
  const Shader shader(GL_COMPUTE_SHADER);
  const ShaderText text{.version = "430 core", .prelude = "skinning.glsl", .file = compute};
  if (!compile(shader, text, {}, error)) return std::nullopt;
  return link({&shader}, {}, fmt::format("shader {} does", compute), error);
}

}  // namespace mmdagent
