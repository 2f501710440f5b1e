// mmdtool: looks into models, motions and content from the command line.
#include <CLI/CLI.hpp>
#include <array>
#include <iostream>

#include "check_script.h"
#include "check_settings.h"
#include "tools/commands.h"

namespace {

constexpr int usage_error = 2;

const std::array content_checks = {
    mmdtool::ContentCheck{".mdf", mmdtool::check_settings},
    mmdtool::ContentCheck{".fst", mmdtool::check_script},
};

// CLI11's own codes are many; content makers' scripts need one.
int report_usage(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() == 0) return app.exit(error);
  app.exit(error, std::cerr, std::cerr);
  return usage_error;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Looks into MMD models, motions and content.", "mmdtool");
  app.require_subcommand(1);
  app.set_version_flag("--version", MMDAGENT_VERSION);

  mmdtool::InfoArguments info;
  CLI::App* info_command = app.add_subcommand("info", "Counts, bounds, bones, morphs, materials");
  info_command->add_option("file", info.file, "Model, motion, pose, shape map or lip table")
      ->required();
  info_command->add_flag("--json", info.json, "Print JSON");

  mmdtool::PoseArguments pose;
  CLI::App* pose_command =
      app.add_subcommand("pose", "Bone world transforms and morph weights at given frames");
  pose_command->add_option("model", pose.model, "PMD or PMX")->required();
  pose_command->add_option("motion", pose.motion, "VMD or VPD; without it the rest pose");
  pose_command->add_option("--frames", pose.frames, "Frames of 1/30 s, separated by commas")
      ->delimiter(',')
      ->check(CLI::Range(0, 1'000'000));
  pose_command->add_flag("--physics", pose.physics, "Simulate bodies from rest");
  pose_command->add_option("--set", pose.settings, "KEY=VALUE, a key of the settings file")
      ->allow_extra_args(false);
  pose_command->add_flag("--json", pose.json, "Print JSON");

  mmdtool::CheckArguments check;
  CLI::App* check_command = app.add_subcommand("check", "Every problem found in content");
  check_command->add_option("path", check.path, "File or folder")->required();
  check_command->add_flag("--json", check.json, "Print JSON");

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return report_usage(app, error);
  }
  const mmdtool::Streams streams{std::cout, std::cerr};
  if (info_command->parsed()) return mmdtool::run_info(info, streams);
  if (pose_command->parsed()) return mmdtool::run_pose(pose, streams);
  return mmdtool::run_check(check, content_checks, streams);
}
