#include "scene/gesture_recognizer.h"

#include <gtest/gtest.h>

#include <functional>
#include <ostream>
#include <string>
#include <vector>

namespace mmdagent {
namespace {

constexpr const char* names[] = {"tap",      "double tap", "drag begin", "drag",
                                 "drag end", "flick",      "long press", "long release"};

struct GestureCase {
  std::string name;
  std::function<void(GestureRecognizer&)> act;
  std::vector<std::string> gestures;
};

void PrintTo(const GestureCase& given, std::ostream* out) { *out << given.name; }

class GestureTest : public ::testing::TestWithParam<GestureCase> {};

// The window has 1000 x 1000 units, so 10 units are the border between resting and moving.
TEST_P(GestureTest, IsRecognized) {
  std::vector<std::string> seen;
  GestureRecognizer recognizer([&seen](const Gesture& gesture) {
    std::string text = names[static_cast<int>(gesture.kind)];
    if (gesture.of_double_tap && gesture.kind == Gesture::Kind::drag_begin)
      text += " of double tap";
    if (gesture.kind == Gesture::Kind::drag || gesture.kind == Gesture::Kind::flick) {
      text += " " + std::to_string(static_cast<int>(gesture.moved.x)) + "," +
              std::to_string(static_cast<int>(gesture.moved.y));
    }
    seen.push_back(text);
  });
  recognizer.set_window_size({1000, 1000});
  GetParam().act(recognizer);
  EXPECT_EQ(seen, GetParam().gestures);
}

std::vector<GestureCase> gestures() {
  return {
      {"TapIsDecidedWithoutASecondPress",
       [](GestureRecognizer& r) {
         r.press({100, 100}, 5.0);
         r.release({100, 100}, 5.1);
         r.advance(5.21);
       },
       {}},
      {"Tap",
       [](GestureRecognizer& r) {
         r.press({100, 100}, 5.0);
         r.release({105, 100}, 5.19);
         r.advance(5.23);
       },
       {"tap"}},
      {"TwoTapsInTime",
       [](GestureRecognizer& r) {
         r.press({100, 100}, 5.0);
         r.release({100, 100}, 5.1);
         r.press({100, 100}, 5.21);
         r.release({100, 100}, 5.39);
         r.advance(9.0);
       },
       {"double tap"}},
      {"TwoSlowTaps",
       [](GestureRecognizer& r) {
         r.press({100, 100}, 5.0);
         r.release({100, 100}, 5.1);
         r.press({100, 100}, 5.25);
         r.release({100, 100}, 5.3);
         r.advance(6.0);
       },
       {"tap", "tap"}},
      {"Host42NeitherTapNorLongPress",
       [](GestureRecognizer& r) {
         r.press({100, 100}, 5.0);
         r.release({100, 100}, 5.5);
         r.advance(9.0);
       },
       {}},
      {"LongPress",
       [](GestureRecognizer& r) {
         r.press({100, 100}, 5.0);
         r.advance(5.99);
         r.advance(6.0);
         r.release({103, 100}, 7.0);
       },
       {"long press", "long release"}},
      {"LongPressThatMoves",
       [](GestureRecognizer& r) {
         r.press({100, 100}, 5.0);
         r.advance(6.0);
         r.move({150, 100}, 6.5);
         r.release({150, 100}, 7.0);
         r.advance(9.0);
       },
       {"long press"}},
      {"Drag",
       [](GestureRecognizer& r) {
         r.press({100, 100}, 5.0);
         r.move({112, 100}, 5.5);
         r.advance(5.54);
         r.move({130, 140}, 5.56);
         r.move({130, 150}, 6.0);
         r.release({135, 150}, 8.0);
       },
       {"drag begin", "drag 12,0", "drag 18,40", "drag 0,10", "drag 5,0", "drag end"}},
      {"ShortDrag",
       [](GestureRecognizer& r) {
         r.press({100, 100}, 5.0);
         r.move({112, 100}, 5.1);
         r.release({112, 100}, 5.12);
       },
       {"drag begin", "drag 12,0", "drag end"}},
      {"Flick",
       [](GestureRecognizer& r) {
         r.press({100, 100}, 5.0);
         r.move({300, 100}, 5.1);
         r.advance(5.15);
         r.move({400, 100}, 5.2);
         r.release({400, 100}, 5.3);
         r.advance(9.0);
       },
       {"flick 200,0"}},
      {"DragOfADoubleTap",
       [](GestureRecognizer& r) {
         r.press({100, 100}, 5.0);
         r.release({100, 100}, 5.1);
         r.press({100, 100}, 5.2);
         r.advance(5.4);
         r.move({100, 160}, 5.6);
         r.release({100, 160}, 5.7);
       },
       {"drag begin of double tap", "drag 0,60", "drag end"}},
  };
}

INSTANTIATE_TEST_SUITE_P(Cases, GestureTest, ::testing::ValuesIn(gestures()),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace mmdagent
