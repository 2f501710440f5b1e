// The families of commands: one table each, in the file of its handlers. For command_table() alone.
#pragma once

#include <span>

namespace mmdagent {

struct CommandRow;

std::span<const CommandRow> bind_commands();
std::span<const CommandRow> button_commands();
std::span<const CommandRow> camera_commands();
std::span<const CommandRow> caption_commands();
std::span<const CommandRow> capture_commands();
std::span<const CommandRow> content_commands();
std::span<const CommandRow> info_text_commands();
std::span<const CommandRow> input_commands();
std::span<const CommandRow> light_commands();
std::span<const CommandRow> lip_commands();
std::span<const CommandRow> log_commands();
std::span<const CommandRow> menu_commands();
std::span<const CommandRow> model_commands();
std::span<const CommandRow> motion_commands();
std::span<const CommandRow> move_commands();
std::span<const CommandRow> plugin_commands();
std::span<const CommandRow> prompt_commands();
std::span<const CommandRow> stage_commands();
std::span<const CommandRow> texture_commands();
std::span<const CommandRow> variable_commands();
std::span<const CommandRow> window_commands();
std::span<const CommandRow> window_image_commands();

}  // namespace mmdagent
