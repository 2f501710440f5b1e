// Files on a disk: the first line of the input is a name that content gives, the rest is written
// into a file whose kind the name's last letter chooses, and read by that file's reader.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include "MMDFiles/file.h"
#include "MMDFiles/image.h"
#include "MMDFiles/lip_table.h"
#include "MMDFiles/load_error.h"
#include "MMDFiles/model.h"
#include "MMDFiles/model_messages.h"
#include "MMDFiles/paths.h"
#include "MMDFiles/readers.h"
#include "MMDFiles/shape_map.h"
#include "MMDFiles/side_files.h"
#include "MMDFiles/text.h"
#include "MMDFiles/writers.h"
#include "fuzz/data_promises.h"
#include "support/temporary_folder.h"
#include "unit/MMDFiles/csv_builder.h"

namespace {

namespace fs = std::filesystem;

// A folder with one model, an image of the same name in two cases, and a way out.
const fs::path& content() {
  static const test_support::TemporaryFolder folder;
  static const bool filled = [] {
    mmd::write_file(folder.path() / "a.pmd", test_support::two_bones());
    fs::create_directories(folder.path() / "Tex" / "deep");
    for (const char* name : {"x.png", "X.png", "a.LIP"}) {
      mmd::write_file(folder.path() / "Tex" / name, {});
    }
    fs::create_directory_symlink("/", folder.path() / "out");
    return true;
  }();
  fuzz::promise(filled, "the folder is filled");
  return folder.path();
}

void check_name(std::string_view name) {
  for (const fs::path& base : {content(), content() / "Tex"}) {
    const auto found = mmd::find_content_path(content(), base, name);
    if (!found) continue;
    const std::string real = fs::weakly_canonical(*found).string();
    fuzz::promise(real.starts_with(fs::weakly_canonical(content()).string()),
                  "names stay in the content");
  }
  const mmd::ModelData data = mmd::read_pmd(test_support::two_bones(), "a.pmd");
  mmd::NameIndex index{std::span<const mmd::BoneData>(data.bones)};
  index.add(name, 1);
  fuzz::promise(index.find(name).has_value(), "an added name is found");
  const std::string cut(mmd::cp932_prefix(name, mmd::vmd_key_name_bytes));
  fuzz::promise(index.find_vmd_key(cut).has_value(), "and by what a motion keeps of it");
  index.add(std::string(name) + "2", 0);
  index.find_vmd_key(cut);
  index.find_vmd_ik(mmd::cp932_prefix(name, mmd::vmd_ik_name_bytes));
}

struct Kind {
  const char* name;
  void (*read)(const fs::path&);
};

constexpr std::array kinds = {
    Kind{"a.pmd.csv", [](const fs::path&) { mmd::read_model_file(content() / "a.pmd"); }},
    Kind{"b.PMX", [](const fs::path& path) { mmd::read_model_file(path); }},
    Kind{"b.xpmd", [](const fs::path& path) { mmd::read_model_file(path); }},
    Kind{"b.vmd",
         [](const fs::path& path) {
           mmd::write_motion_file(mmd::read_motion_file(path), content() / "written.vmd");
         }},
    Kind{"b.vpd",
         [](const fs::path& path) {
           mmd::write_motion_file(mmd::read_motion_file(path), content() / "written.vpd");
         }},
    Kind{"b.png", [](const fs::path& path) { mmd::read_animation_file(path); }},
    Kind{"b.sph", [](const fs::path& path) { mmd::read_image_file(path); }},
    Kind{"a.lip",
         [](const fs::path&) {
           mmd::read_lip_table_file(mmd::find_lip_table(content() / "a.pmd").value());
         }},
    Kind{"a.pmd.shapemap",
         [](const fs::path&) {
           mmd::read_shape_map_file(mmd::find_side_file(content() / "a.pmx", ".shapemap").value());
         }},
    Kind{"a.pmd.loadmessage",
         [](const fs::path&) {
           mmd::read_model_messages(content() / "a.pmd", mmd::ModelMessageKind::load);
         }},
    Kind{"b.bvh", [](const fs::path& path) { mmd::read_motion_file(path); }},
};

void expect_error(const std::function<void()>& act) {
  try {
    act();
  } catch (const mmd::LoadError&) {
    return;
  }
  fuzz::promise(false, "what cannot be is an error");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view name = text.substr(0, end);
  check_name(name);
  const auto last = name.empty() ? 0U : static_cast<unsigned char>(name.back());
  const Kind& kind = kinds[last % kinds.size()];
  const fs::path path = content() / kind.name;
  mmd::write_file(path, std::as_bytes(std::span(text.substr(std::min(end + 1, size)))));
  try {
    kind.read(path);
  } catch (const mmd::LoadError&) {
  }
  fs::remove(path);
  expect_error([&] { mmd::read_file(path, 1); });
  expect_error([&] { mmd::read_file(content(), 1); });
  expect_error([&] { mmd::read_file(content() / "a.pmd", 1); });
  expect_error([&] { mmd::read_model_file(content() / "a.vac"); });
  expect_error([&] { mmd::write_file(content(), {}); });
  expect_error([&] { mmd::write_motion_file({}, content() / "a.bvh"); });
  return 0;
}
