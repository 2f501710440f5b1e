#include "known_messages.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

namespace mmdtool {
namespace {

// By name. Those of the core's table and of our plugins are all here (a test compares the table).
constexpr std::array<std::string_view, 184> known_messages = {
    "AVATAR",
    "AVATAR_CONTROL",
    "AVATAR_EVENT_CONTROL",
    "AVATAR_EVENT_IDLE",
    "AVATAR_LOGSAVE_START",
    "AVATAR_LOGSAVE_STOP",
    "BUTTON_ADD",
    "BUTTON_DELETE",
    "BUTTON_EVENT_ADD",
    "BUTTON_EVENT_DELETE",
    "BUTTON_EVENT_EXEC",
    "CAMERA",
    "CAPTION_EVENT_SETSTYLE",
    "CAPTION_EVENT_START",
    "CAPTION_EVENT_STOP",
    "CAPTION_SETSTYLE",
    "CAPTION_START",
    "CAPTION_STOP",
    "CONFIG_PARALLELSKINNING_THREADS",
    "CURRENT_TIME",
    "DRAGANDDROP",
    "EXAMPLE_EVENT_GREET",
    "EXAMPLE_GREET",
    "EXECUTE",
    "FILE_EVENT_CHANGE",
    "FST_LOAD",
    "HOME_CLEAR",
    "HOME_SET",
    "INFOTEXT_EVENT_CLOSE",
    "INFOTEXT_EVENT_SHOW",
    "INFOTEXT_FILE",
    "INFOTEXT_STRING",
    "KAFKA_EVENT_CONNECTED",
    "KAFKA_EVENT_DISCONNECTED",
    "KEY",
    "KEYVALUE_SET",
    "KEY_POST",
    "LIGHTCOLOR",
    "LIGHTDIRECTION",
    "LIPSYNC_EVENT_START",
    "LIPSYNC_EVENT_STOP",
    "LIPSYNC_START",
    "LIPSYNC_STOP",
    "LOG_FINISH",
    "LOG_START",
    "LOG_UPLOAD",
    "MENU",
    "MENU_EVENT",
    "MODEL_ADD",
    "MODEL_BINDBONE",
    "MODEL_BINDFACE",
    "MODEL_CHANGE",
    "MODEL_CHANGE_ASYNC",
    "MODEL_DELETE",
    "MODEL_EVENT_ADD",
    "MODEL_EVENT_BINDBONE",
    "MODEL_EVENT_BINDFACE",
    "MODEL_EVENT_CHANGE",
    "MODEL_EVENT_DELETE",
    "MODEL_EVENT_SELECT",
    "MODEL_EVENT_UNBINDBONE",
    "MODEL_EVENT_UNBINDFACE",
    "MODEL_UNBINDBONE",
    "MODEL_UNBINDFACE",
    "MORPH_TUNE",
    "MOTIONCAPTURE_START",
    "MOTIONCAPTURE_STOP",
    "MOTION_ACCELERATE",
    "MOTION_ADD",
    "MOTION_CHANGE",
    "MOTION_CONFIGURE",
    "MOTION_DELETE",
    "MOTION_EVENT_ACCELERATE",
    "MOTION_EVENT_ADD",
    "MOTION_EVENT_CHANGE",
    "MOTION_EVENT_CONFIGURE",
    "MOTION_EVENT_DELETE",
    "MOTION_EVENT_RESET",
    "MOTION_RESET",
    "MOVE_EVENT_START",
    "MOVE_EVENT_STOP",
    "MOVE_START",
    "MOVE_STOP",
    "NETWORK_EVENT_GET",
    "NETWORK_GET",
    "NOTIFY_SHOW",
    "OPEN_CONTENT",
    "PLUGIN_DISABLE",
    "PLUGIN_ENABLE",
    "PLUGIN_EVENT_DISABLE",
    "PLUGIN_EVENT_ENABLE",
    "PROMPT_EVENT_SELECTED",
    "PROMPT_SHOW",
    "RABBITMQ_EVENT_RECV",
    "RABBITMQ_SEND",
    "RECOG_EVENT_AWAY",
    "RECOG_EVENT_GMM",
    "RECOG_EVENT_MODIFY",
    "RECOG_EVENT_OVERFLOW",
    "RECOG_EVENT_RAPID",
    "RECOG_EVENT_START",
    "RECOG_EVENT_STOP",
    "RECOG_MODIFY",
    "RECOG_RECORD_START",
    "RECOG_RECORD_STOP",
    "REMOTEKEY_CHAR",
    "REMOTEKEY_DOWN",
    "REMOTEKEY_UP",
    "REMOTE_EVENT_CONNECTED",
    "REMOTE_EVENT_DISCONNECTED",
    "REMOTE_EVENT_SKIPPED",
    "REMOTE_EVENT_STATUS",
    "REMOTE_STATUS",
    "ROTATE_EVENT_START",
    "ROTATE_EVENT_STOP",
    "ROTATE_START",
    "ROTATE_STOP",
    "SCREEN_EVENT_LONGPRESSED",
    "SCREEN_EVENT_LONGRELEASED",
    "SOUND_EVENT_START",
    "SOUND_EVENT_STOP",
    "SOUND_START",
    "SOUND_STOP",
    "SPEAK_EVENT_START",
    "SPEAK_EVENT_STOP",
    "SPEAK_START",
    "SPEAK_STOP",
    "STAGE",
    "SUBFST_EVENT_START",
    "SUBFST_EVENT_STOP",
    "SUBFST_START",
    "SUBFST_START_IF",
    "SUBFST_STOP",
    "SYNTH_EVENT_START",
    "SYNTH_EVENT_STOP",
    "SYNTH_START",
    "SYNTH_STOP",
    "TAPPED",
    "TEXTAREA_ADD",
    "TEXTAREA_DELETE",
    "TEXTAREA_EVENT_ADD",
    "TEXTAREA_EVENT_DELETE",
    "TEXTAREA_EVENT_SET",
    "TEXTAREA_HIDE",
    "TEXTAREA_SET",
    "TEXTAREA_SHOW",
    "TEXTURE_SETANIMATIONRATE",
    "TIMER_CANCEL",
    "TIMER_EVENT_CANCELLED",
    "TIMER_EVENT_START",
    "TIMER_EVENT_STOP",
    "TIMER_PAUSE",
    "TIMER_RESUME",
    "TIMER_START",
    "TIMER_STOP",
    "TRANSPARENT_START",
    "TRANSPARENT_STOP",
    "TURN_EVENT_START",
    "TURN_EVENT_STOP",
    "TURN_START",
    "TURN_STOP",
    "VALUE_EVAL",
    "VALUE_EVENT_EVAL",
    "VALUE_EVENT_GET",
    "VALUE_EVENT_SET",
    "VALUE_EVENT_UNSET",
    "VALUE_GET",
    "VALUE_SET",
    "VALUE_UNSET",
    "WINDOWFRAME",
    "WINDOWFRAME_ADD",
    "WINDOWFRAME_DELETE",
    "WINDOWFRAME_DELETEALL",
    "WINDOWFRAME_EVENT_ADD",
    "WINDOWFRAME_EVENT_DELETE",
    "WINDOWOVERLAY_ADD",
    "WINDOWOVERLAY_DELETE",
    "WINDOWOVERLAY_DELETEALL",
    "WINDOWOVERLAY_EVENT_ADD",
    "WINDOWOVERLAY_EVENT_DELETE",
    "WINDOWOVERLAY_EVENT_HIDE",
    "WINDOWOVERLAY_EVENT_SHOW",
    "WINDOWOVERLAY_HIDE",
    "WINDOWOVERLAY_SHOW",
};
static_assert(std::ranges::is_sorted(known_messages));

constexpr std::size_t most_edits = 2;

}  // namespace

bool is_known_message(std::string_view type) {
  return std::ranges::binary_search(known_messages, type);
}

std::size_t edits_between(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t exchanged = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({exchanged, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

std::optional<std::string_view> similar_message(std::string_view type) {
  std::optional<std::string_view> nearest;
  std::size_t fewest = std::min(most_edits, (type.size() - 1) / 3) + 1;
  for (const std::string_view known : known_messages) {
    const std::size_t edits = edits_between(type, known);
    if (edits >= fewest) continue;
    fewest = edits;
    nearest = known;
  }
  return nearest;
}

}  // namespace mmdtool
