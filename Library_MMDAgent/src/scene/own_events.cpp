#include "scene/own_events.h"

namespace mmdagent {
namespace {

constexpr OwnEvent events[] = {
    {"CURRENT_TIME", "hours|minutes",
     "Local time, at the start and every 30 seconds; two digits each."},
    {"DRAGANDDROP", "file|x|y",
     "A file was dropped on the window, at pixels from the top left; what it stands for follows."},
    {"FILE_EVENT_CHANGE", "file",
     "With --watch: a file that it knows was written in the content's folders; relative to that of "
     "the content."},
    {"KEY", "character", "A character was typed, by the user or by REMOTEKEY_CHAR."},
    {"MODEL_EVENT_SELECT", "alias", "A model was tapped, or a drag began on it; TAPPED follows."},
    {"SCREEN_EVENT_LONGPRESSED", "xxxxx_yyyyy_wwwww_hhhhh",
     "The left button is down for a second without moving: place and size of the window, five "
     "digits each."},
    {"SCREEN_EVENT_LONGRELEASED", "xxxxx_yyyyy_wwwww_hhhhh", "It was released after that."},
    {"TAPPED", "x|y",
     "The scene was tapped, or a drag began, at pixels from the top left of at least two digits."},
};

}  // namespace

std::span<const OwnEvent> own_events() { return events; }

}  // namespace mmdagent
