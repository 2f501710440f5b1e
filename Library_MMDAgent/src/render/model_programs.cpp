#include "render/model_programs.h"

#include <utility>
#include <vector>

namespace mmdagent {
namespace {

constexpr std::pair<std::uint32_t, std::string_view> defines[] = {
    {toon_feature, "TOON"},
    {base_feature, "BASE"},
    {sphere_multiply_feature, "SPHERE_MULTIPLY"},
    {sphere_add_feature, "SPHERE_ADD"},
    {sphere_multiply_feature | sphere_add_feature, "SPHERE"},
    {subtexture_feature, "SUBTEXTURE"},
    {sphere_first_feature, "SPHERE_FIRST"},
    {specular_feature, "SPECULAR"},
    {factors_feature, "FACTORS"},
    {discard_feature, "DISCARD"},
    {receive_feature, "RECEIVE"},
    {stage_feature, "STAGE"},
    {receive_feature | stage_feature, "MAPPED"},
    {dark_feature, "DARK"},
    {glow_feature, "GLOW"},
};

}  // namespace

gl::Name ModelPrograms::find(std::uint32_t features, std::string& error) {
  const auto found = programs_.find(features);
  if (found != programs_.end()) return found->second.name();
  std::vector<std::string_view> chosen;
  for (const auto& [mask, name] : defines) {
    if ((features & mask) != 0) chosen.push_back(name);
  }
  const ProgramSource source = (features & reference_feature) != 0
                                   ? ProgramSource{"model_reference.vert", "model_reference.frag"}
                                   : ProgramSource{"model_mmd.vert", "model_mmd.frag"};
  auto program = link_program(source, chosen, error);
  if (!program) return 0;
  return programs_.emplace(features, std::move(*program)).first->second.name();
}

}  // namespace mmdagent
