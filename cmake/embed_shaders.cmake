# Run as a script at build time: writes OUTPUT, a C++ file that holds every file of INPUTS (separated
# by commas) as text and defines mmdagent::shader_source.
string(REPLACE "," ";" inputs "${INPUTS}")
set(rows "")
foreach(input IN LISTS inputs)
  get_filename_component(name "${input}" NAME)
  file(READ "${input}" text)
  string(APPEND rows "  if (name == \"${name}\") return R\"glsl(${text})glsl\";\n")
endforeach()
file(WRITE "${OUTPUT}" "#include \"render/shader_sources.h\"

namespace mmdagent {

std::string_view shader_source(std::string_view name) {
${rows}  return {};
}

}  // namespace mmdagent
")
