// Any text as each of the files beside a model: shape map, lip table, messages; and timed captions.
// The lip table also speaks: the text after the first byte 0 is its sequence of phonemes.
#include <algorithm>

#include "MMDFiles/caption_script.h"
#include "MMDFiles/lip_table.h"
#include "MMDFiles/load_error.h"
#include "MMDFiles/model.h"
#include "MMDFiles/model_messages.h"
#include "MMDFiles/readers.h"
#include "MMDFiles/shape_map.h"
#include "fuzz/data_promises.h"
#include "unit/MMDFiles/rich_models.h"

namespace {

void check_drives(const mmd::ByName<std::vector<mmd::ShapeDrive>>& drives, int morphs) {
  for (const auto& [key, list] : drives) {
    for (const mmd::ShapeDrive& drive : list) {
      fuzz::promise(drive.morph >= 0 && drive.morph < morphs, "driven morphs exist");
      for (const float value : {-1.0F, 0.0F, 0.3F, 1.0F, 9.0F}) {
        const float weight = drive.response.weight(value);
        fuzz::promise(weight >= 0.0F && weight <= 1.0F, "weights lie within 0..1");
      }
    }
  }
}

void check_shape_map(std::string_view text) {
  static const mmd::Model model(mmd::read_pmx(test_support::rich_pmx(), "model.pmx"));
  const mmd::ShapeMap map = mmd::parse_shape_map(text, "fuzz");
  fuzz::promise(map.warnings.size() <= mmd::limits::warnings, "warnings are limited");
  const mmd::ShapeBinding bound(map, model);
  check_drives(bound.units, model.morph_count());
  check_drives(bound.shapes, model.morph_count());
  check_drives(bound.extra_morphs, model.morph_count());
  std::vector<float> weights(static_cast<std::size_t>(model.morph_count()), 0.5F);
  mmd::tune_weights(bound.tunes, weights);
}

void check_lip_table(std::string_view text) {
  const std::size_t end = std::min(text.find('\0'), text.size());
  try {
    const mmd::LipTable table = mmd::parse_lip_table(text.substr(0, end), "fuzz");
    const auto motion = mmd::make_lip_motion(table, text.substr(end), table.morphs);
    if (motion) fuzz::check_motion(*motion);
  } catch (const mmd::LoadError&) {
    return;
  }
}

void check_caption_script(std::string_view text) {
  try {
    const mmd::CaptionScript script = mmd::parse_caption_script(text, "fuzz");
    fuzz::promise(!script.lines.empty() && script.lines.back().text.empty(), "the last ends all");
    fuzz::promise(script.end == script.lines.back().begin, "at its time");
    for (const mmd::CaptionLine& line : script.lines) {
      fuzz::promise(line.begin >= 0.0 && line.begin < 1e10, "times are sane");
    }
  } catch (const mmd::LoadError&) {
    return;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_shape_map(text);
  check_lip_table(text);
  check_caption_script(text);
  for (const std::string& line : mmd::parse_model_messages(text, "fuzz").lines) {
    fuzz::promise(!line.empty() && line.front() != '|', "messages have a type");
  }
  return 0;
}
