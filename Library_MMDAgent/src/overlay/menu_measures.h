// Measures of the menu, in its units and in frames of 1/30 s (rendering.md section 6.7). For the
// files of Menu alone.
#pragma once

namespace mmdagent::menu_measures {

inline constexpr double slide_frames = 6.0;
inline constexpr double flip_frames = 7.0;
inline constexpr double bump_frames = 6.0;
inline constexpr double flash_frames = 7.0;
inline constexpr double scroll_frames = 4.0;
inline constexpr double choice_frames = 6.0;

inline constexpr int visible_rows = 7;
inline constexpr float row_pitch = 1.2F;
inline constexpr float row_height = 1.1F;
inline constexpr float margin = 0.1F;
inline constexpr float width = 8.0F;     // of a row
inline constexpr float bar = 0.1F;       // thickness of the bars of pages and rows
inline constexpr float bar_gap = 0.05F;  // beside them
inline constexpr float list_height = visible_rows * row_pitch;
inline constexpr float whole_width = width + 2.0F * margin + bar + bar_gap;
inline constexpr float title_low = margin + list_height + bar + bar_gap;
inline constexpr float whole_height = title_low + row_height + margin;

}  // namespace mmdagent::menu_measures
