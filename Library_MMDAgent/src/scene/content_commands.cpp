// OPEN_CONTENT, HOME_SET, HOME_CLEAR (messages-core.md section 22).
#include <functional>
#include <memory>
#include <utility>

#include "content/package.h"
#include "content/running_content.h"
#include "content/user_contents.h"
#include "message/message_text.h"
#include "scene/command_families.h"
#include "scene/scene.h"

namespace mmdagent {
namespace {

// Writes a file of the user's content folder; what it returns is logged with the command's name.
class WriteJob final : public LoadJob {
 public:
  using Write = std::function<WriteProblem(const std::filesystem::path& root)>;

  WriteJob(Scene& scene, Write write)
      : scene_(scene), type_(scene.command_type()), write_(std::move(write)) {}

  void run() override {
    const std::filesystem::path root = user_content_folder();
    problem_ = root.empty() ? "no folder for it, as neither MMDAgentContentDir nor HOME names one"
                            : write_(root);
  }

  void finish() override {
    if (problem_) scene_.report(Result::error(type_ + ": " + *problem_));
  }

 private:
  Scene& scene_;
  std::string type_;
  Write write_;
  WriteProblem problem_;
};

Result open_content(Scene& scene, const Arguments& arguments) {
  scene.services().open_content(arguments[0]);
  return Result::done();
}

Result set_home(Scene& scene, const Arguments&) {
  const std::string& file = scene.services().content().file;
  if (file.empty()) return Result::error("HOME_SET: what runs has no settings file");
  scene.services().load(std::make_unique<WriteJob>(
      scene, [file](const std::filesystem::path& root) { return write_home(root, file); }));
  return Result::done();
}

Result remove_home(Scene& scene, const Arguments&) {
  scene.services().load(std::make_unique<WriteJob>(scene, clear_home));
  return Result::done();
}

constexpr std::string_view no_argument = "should have no argument.";

constexpr CommandRow rows[] = {
    {.name = "HOME_CLEAR",
     .help = "Forgets the home.",
     .counts = {0},
     .count_error = no_argument,
     .run = remove_home},
    {.name = "HOME_SET",
     .help = "Makes the running content the home: what runs when no content is asked for.",
     .counts = {0},
     .count_error = no_argument,
     .run = set_home},
    {.name = "OPEN_CONTENT",
     .arguments = "settings file, folder, package or web address",
     .help =
         "Lets other content take the place of the running one, once it is read. What cannot be "
         "read is told and changes nothing.",
     .counts = {1},
     .run = open_content},
};

}  // namespace

std::span<const CommandRow> content_commands() { return rows; }

}  // namespace mmdagent
