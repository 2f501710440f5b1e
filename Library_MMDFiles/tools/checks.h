// The checks of one file each; they add what they find to the report. A file that cannot be read is
// an error of the report too.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "MMDFiles/model.h"
#include "tools/check_report.h"

namespace mmdtool {

struct CheckedModel {
  std::filesystem::path path;
  std::shared_ptr<const mmd::Model> model;
};

// What is checked together.
struct Content {
  // What names in settings and scripts are relative to: the nearest folder at or above the file
  // that holds settings, else the one that is checked.
  std::filesystem::path folder;
  std::span<const std::filesystem::path> files;  // all, in order
};

// A check of files of other rooms, by their suffix; the program registers it.
struct ContentCheck {
  std::string_view suffix;  // with its dot, any case
  void (*check)(Report& report, const Content& content, const std::filesystem::path& file);
};

// `root` bounds where images of the model may lie. Nothing when the file cannot be read.
std::shared_ptr<const mmd::Model> check_model(Report& report, const std::filesystem::path& root,
                                              const std::filesystem::path& file);
// Bones, IK, joints, morphs, materials of a model that was read.
void check_model_parts(Report& report, const std::string& file, const mmd::Model& model);
// Names that motions will not find.
void check_model_names(Report& report, const std::string& file, const mmd::Model& model);

// `models`: those that the motion may be for; without any, names are not looked at.
void check_motion(Report& report, const std::filesystem::path& file,
                  std::span<const CheckedModel> models);
void check_shape_map(Report& report, const std::filesystem::path& file,
                     std::span<const CheckedModel> models);
void check_lip_table(Report& report, const std::filesystem::path& file,
                     std::span<const CheckedModel> models);

// A .csv, .shapemap, .loadmessage, .deletemessage or .lip whose model is not there.
void check_orphan(Report& report, const std::filesystem::path& file);

}  // namespace mmdtool
