// Any bytes as a peer's stream: cut into pieces of any size it gives the items of the whole, and
// the promises about each item hold. The first byte of the input chooses the pieces. What is avatar
// control or sound also moves a model; then its weights stay within 0..1.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "MMDFiles/model.h"
#include "MMDFiles/readers.h"
#include "MMDFiles/shape_map.h"
#include "avatar/avatar.h"
#include "browser_guard.h"
#include "line_parser.h"
#include "remote_limits.h"
#include "sound/speech_stream.h"
#include "sound/utterance_files.h"
#include "sound/voice_output.h"
#include "support/recording_host.h"
#include "text_check.h"
#include "unit/MMDFiles/rich_models.h"

namespace {

using namespace mmdagent::remote;

void require(bool promise) {
  if (!promise) std::abort();
}

void check_item(const Item& item) {
  const bool is_text = item.kind == ItemKind::message || item.kind == ItemKind::avatar_command;
  for (const std::string_view part : {item.type, item.args, item.bytes}) {
    if (!is_text) break;
    require(check_text(part).defect == TextDefect::none);
    require(part.find_first_of("\r\n") == std::string_view::npos);
  }
  if (item.kind == ItemKind::message) {
    require(!item.type.empty() && item.type.find('|') == std::string_view::npos);
    require(item.type.size() + item.args.size() <= max_line_bytes);
    require(item.bytes.empty());
  }
  if (item.kind == ItemKind::avatar_command) {
    require(item.bytes.starts_with("__AV") && !item.bytes.starts_with("__AV_MESSAGE,"));
  }
  if (item.kind == ItemKind::sound_pack) require(item.bytes.size() <= max_sound_pack_bytes);
  if (item.kind == ItemKind::rejected) require(item.offset <= max_line_bytes);
}

std::string written_down(const Item& item) {
  std::string text = std::to_string(static_cast<int>(item.kind)) + '/';
  text += std::to_string(static_cast<int>(item.word)) + '/';
  text +=
      std::to_string(static_cast<int>(item.rejection)) + '/' + std::to_string(item.offset) + '/';
  return text.append(item.type) + '/' + std::string(item.args) + '/' + std::string(item.bytes);
}

struct Outcome {
  std::vector<std::string> items;
  std::size_t pending = 0;
  std::uint64_t lines = 0;
  bool operator==(const Outcome&) const = default;
};

// `seed` chooses how long each piece is; 0 gives the largest pieces there is space for.
Outcome parse(std::string_view stream, std::uint32_t seed) {
  LineParser parser;
  Outcome outcome;
  std::uint32_t state = seed;
  while (!stream.empty()) {
    state = state * 1'664'525U + 1'013'904'223U;
    const std::span<char> space = parser.space();
    require(!space.empty());
    const std::size_t wanted = seed == 0 ? stream.size() : (state >> 24U) % (seed + 1) + 1;
    const std::size_t size = std::min({space.size(), stream.size(), wanted});
    std::memcpy(space.data(), stream.data(), size);
    parser.received(size);
    stream.remove_prefix(size);
    for (; parser.next().kind != ItemKind::none; parser.consume()) {
      check_item(parser.next());
      outcome.items.push_back(written_down(parser.next()));
    }
    require(parser.pending_bytes() <= max_line_bytes);
  }
  outcome.pending = parser.pending_bytes();
  outcome.lines = parser.line_number();
  return outcome;
}

bool is_browser(std::string_view stream, std::size_t piece) {
  BrowserGuard guard(guarded_lines);
  for (; !stream.empty(); stream.remove_prefix(std::min(piece, stream.size()))) {
    if (guard.inspect(stream.substr(0, piece)) != BrowserSign::none) return true;
  }
  return false;
}

// One model, to which every morph of a rich PMX belongs.
class ModelHost final : public test_support::RecordingHost {
 public:
  explicit ModelHost(test_support::Record& record) : RecordingHost("Remote", record) {}

  std::uint64_t find_model(std::string_view) const noexcept override { return 1; }
  mmdagent::ModelShapes model_shapes(std::uint64_t) const override {
    static const mmdagent::ModelShapes shapes = make_shapes();
    return shapes;
  }
  bool morph_value(std::uint64_t, int, float& weight) const noexcept override {
    weight = 0.5F;
    return true;
  }
  bool set_morph_value(std::uint64_t, int, float weight) noexcept override {
    require(weight >= 0.0F && weight <= 1.0F);
    return true;
  }

 private:
  static mmdagent::ModelShapes make_shapes() {
    mmd::ModelData data = mmd::read_pmx(test_support::rich_pmx(), "model.pmx");
    std::string text;
    for (const mmd::MorphData& morph : data.morphs)
      for (const char* key : {"LIP_A ", "EXMORPH_x ", "AU1 ", "jawOpen ", "NOLIP "})
        text += key + morph.name + '\n';
    const mmd::Model model(std::move(data));
    auto map =
        std::make_shared<const mmd::ShapeMap>(mmd::parse_shape_map(text + "ACT0 a.vmd\n", ""));
    return {map, std::make_shared<const mmd::ShapeBinding>(*map, model), "./"};
  }
};

// Everything about the avatar in the order of the stream, a frame after each.
void play(std::string_view stream) {
  test_support::Record record;
  ModelHost host(record);
  VoiceOutput voices(host);
  UtteranceFiles files(host, "", 0);
  const SoundPlace place{host, voices, files};
  Avatar avatar(host);
  SpeechStream speech;
  LineParser parser;
  while (!stream.empty()) {
    const std::span<char> space = parser.space();
    const std::size_t size = std::min(space.size(), stream.size());
    std::memcpy(space.data(), stream.data(), size);
    parser.received(size);
    stream.remove_prefix(size);
    for (; parser.next().kind != ItemKind::none; parser.consume()) {
      const Item& item = parser.next();
      if (item.kind == ItemKind::avatar_command) avatar.command(item.bytes);
      if (item.kind == ItemKind::sound_word) speech.word(item.word, avatar, place);
      if (item.kind == ItemKind::sound_pack) speech.pack(item.bytes, avatar, place);
      avatar.update(1.0);
    }
  }
  speech.close(place);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::uint32_t seed = data[0];
  std::string stream(reinterpret_cast<const char*>(data) + 1, size - 1);
  // Now and then a byte of 0xFE stands for many bytes, so that long lines are met as well.
  const std::size_t at = seed % 16 == 7 ? stream.find('\xFE') : std::string::npos;
  if (at != std::string::npos) {
    stream.replace(at, 1, std::string(max_line_bytes - 3 + seed / 16 % 8, 'x'));
  }
  const std::uint32_t smallest = at == std::string::npos ? 1 : 251;
  const Outcome whole = parse(stream, 0);
  require(parse(stream, smallest) == whole);
  require(parse(stream, std::max(seed, smallest)) == whole);
  if (stream.find("__AV") != std::string::npos || stream.find("SND") != std::string::npos)
    play(stream);
  const bool browser = is_browser(stream, stream.size() + 1);
  require(is_browser(stream, 1) == browser);
  require(is_browser(stream, seed % 7 + 1) == browser);
  return 0;
}
