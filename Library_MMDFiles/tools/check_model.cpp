// Images and parts of a model.
#include <fmt/format.h>

#include <algorithm>
#include <glm/common.hpp>

#include "MMDFiles/image.h"
#include "MMDFiles/load_error.h"
#include "MMDFiles/model_messages.h"
#include "MMDFiles/paths.h"
#include "MMDFiles/readers.h"
#include "tools/checks.h"

namespace mmdtool {
namespace {

namespace fs = std::filesystem;

std::string material_name(const mmd::ModelData& data, std::size_t index) {
  const std::string& name = data.materials[index].name;
  return name.empty() ? fmt::format("material {}", index)
                      : fmt::format("material {} ({})", index, name);
}

// Which materials show each image, for messages; empty for an image that none shows.
std::vector<std::string> users_of_textures(const mmd::ModelData& data) {
  std::vector<std::string> users(data.textures.size());
  const auto add = [&](int texture, std::size_t material) {
    if (texture < 0) return;
    std::string& text = users[static_cast<std::size_t>(texture)];
    if (text.empty()) text = material_name(data, material);
  };
  for (std::size_t i = 0; i < data.materials.size(); ++i) {
    add(data.materials[i].texture, i);
    add(data.materials[i].sphere_texture, i);
    add(data.materials[i].toon_texture, i);
  }
  return users;
}

void check_images(Report& report, const fs::path& root, const fs::path& file,
                  const mmd::ModelData& data) {
  fs::path folder = file.parent_path();
  if (folder.empty()) folder = ".";
  const std::vector<std::string> users = users_of_textures(data);
  for (std::size_t i = 0; i < data.textures.size(); ++i) {
    const std::string& name = data.textures[i];
    if (users[i].empty()) {
      report.warning("unused-texture", file.string(),
                     fmt::format("image {} is shown by no material", name));
      continue;
    }
    const auto found = mmd::find_content_path(fs::absolute(root), fs::absolute(folder), name);
    if (!found || !fs::is_regular_file(*found)) {
      report.error("missing-texture", file.string(),
                   fmt::format("{}: image {} is missing, looked for {} in any case of its letters",
                               users[i], name, (folder / name).string()));
      continue;
    }
    try {
      mmd::read_image_file(*found);
    } catch (const mmd::LoadError& error) {
      report.error("broken-texture", file.string(),
                   fmt::format("{}: image {} cannot be shown: {}", users[i], name, error.what()));
    }
  }
}

// Own shadow ramps of a PMD; the program brings the usual ones along.
void check_toons(Report& report, const fs::path& file, const mmd::ModelData& data) {
  for (std::size_t slot = 1; slot < data.toon_files.size(); ++slot) {
    const std::string& name = data.toon_files[slot];
    const bool used = std::ranges::any_of(data.materials, [&](const mmd::MaterialData& material) {
      return material.toon_slot == static_cast<int>(slot);
    });
    const std::string usual = fmt::format("toon{:02}.bmp", slot);
    if (!used || name.empty() || name == usual) continue;
    if (!mmd::find_content_path(file.parent_path(), name)) {
      report.warning("missing-toon", file.string(),
                     fmt::format("toon {} is missing, the program's {} is shown", name, usual));
    }
  }
}

bool turns_nowhere(const mmd::IkLink& link) {
  return link.limits && link.limits->lower == glm::vec3(0.0F) &&
         link.limits->upper == glm::vec3(0.0F);
}

bool is_above(const mmd::ModelData& data, int ancestor, int bone) {
  while (bone != -1 && bone != ancestor) bone = data.bones[static_cast<std::size_t>(bone)].parent;
  return bone == ancestor;
}

void check_ik(Report& report, const std::string& file, const mmd::ModelData& data) {
  const auto name = [&](int bone) { return data.bones[static_cast<std::size_t>(bone)].name; };
  for (const mmd::IkChain& chain : data.ik_chains) {
    const std::string where = fmt::format("IK of bone {}", name(chain.bone));
    if (chain.iterations == 0 || !(chain.angle_limit > 0.0F)) {
      report.warning("idle-ik", file,
                     fmt::format("{}: never moves: {} iterations of {} radians", where,
                                 chain.iterations, chain.angle_limit));
    }
    if (std::ranges::all_of(chain.links, turns_nowhere)) {
      report.warning("unreachable-limit", file,
                     fmt::format("{}: no link can turn, all limits are 0", where));
    }
    for (const mmd::IkLink& link : chain.links) {
      if (is_above(data, link.bone, chain.effector)) continue;
      report.warning("useless-ik-link", file,
                     fmt::format("{}: link {} is not above {}, turning it moves nothing", where,
                                 name(link.bone), name(chain.effector)));
    }
  }
}

void check_joints(Report& report, const std::string& file, const mmd::ModelData& data) {
  std::vector<std::string> free_joints;
  for (const mmd::JointData& joint : data.joints) {
    const bool crossed =
        glm::any(glm::greaterThan(joint.translation_lower, joint.translation_upper)) ||
        glm::any(glm::greaterThan(joint.rotation_lower, joint.rotation_upper));
    const bool limits_count =
        joint.kind == mmd::JointKind::spring_six_dof || joint.kind == mmd::JointKind::six_dof;
    if (crossed && limits_count) free_joints.push_back(joint.name);
  }
  if (!free_joints.empty()) {
    report.warning("unreachable-limit", file,
                   fmt::format("joints with a lower limit above the upper one, which move freely "
                               "on that axis: {}",
                               listed(free_joints)));
  }
}

bool is_empty(const mmd::MorphData& morph) {
  return morph.vertices.empty() && morph.bones.empty() && morph.materials.empty() &&
         morph.groups.empty() && morph.impulses.empty();
}

void check_unused(Report& report, const std::string& file, const mmd::ModelData& data) {
  for (const mmd::MorphData& morph : data.morphs) {
    if (!morph.pmd_base && is_empty(morph)) {
      report.warning("empty-morph", file, fmt::format("morph {}: changes nothing", morph.name));
    }
  }
  for (std::size_t i = 0; i < data.materials.size(); ++i) {
    if (data.materials[i].index_count == 0) {
      report.warning("unused-material", file,
                     fmt::format("{}: no triangle has it", material_name(data, i)));
    }
  }
}

}  // namespace

void check_model_parts(Report& report, const std::string& file, const mmd::Model& model) {
  check_ik(report, file, model.data());
  check_joints(report, file, model.data());
  check_unused(report, file, model.data());
}

std::shared_ptr<const mmd::Model> check_model(Report& report, const fs::path& root,
                                              const fs::path& file) {
  const std::string name = file.string();
  try {
    const auto model = std::make_shared<const mmd::Model>(mmd::read_model_file(file));
    report.warning_lines(name, model->data().warnings);
    check_images(report, root, file, model->data());
    check_toons(report, file, model->data());
    check_model_names(report, name, *model);
    check_model_parts(report, name, *model);
    for (const auto kind : {mmd::ModelMessageKind::load, mmd::ModelMessageKind::remove}) {
      report.warning_lines(name, mmd::read_model_messages(file, kind).warnings);
    }
    return model;
  } catch (const mmd::LoadError& error) {
    report.error_line(name, error.what());
    return nullptr;
  }
}

}  // namespace mmdtool
