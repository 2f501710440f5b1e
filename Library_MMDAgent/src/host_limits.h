// Every hard limit of the host library. What is beyond one is refused, skipped or clamped, and
// said. (Not named limits.h: with this folder on the include path it would hide the system's.)
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace mmdagent::limits {

// Settings files (.mdf) and settings given on the command line.
inline constexpr std::size_t settings_file_bytes = std::size_t{16} << 20;  // larger: refused
inline constexpr std::size_t settings_line_bytes = 65'535;  // without line end; longer: skipped
inline constexpr std::size_t settings_warnings = 100;  // of one file; one more line counts the rest
inline constexpr int environment_passes = 8;  // of replacing %ENV{}; then the text stays as it is

// Pixels, for the setting window_size and --size alike.
inline constexpr int update_threads = 16;  // that move models
inline constexpr int window_side = 16'384;

// Global variables.
inline constexpr std::size_t variables = 65'536;
inline constexpr std::size_t variable_bytes = 65'535;

// Content packages (.mmda).
inline constexpr std::size_t package_entries = 65'535;
inline constexpr std::uint64_t package_bytes = std::uint64_t{4} << 30;        // unpacked
inline constexpr std::uint64_t package_entry_bytes = std::uint64_t{1} << 30;  // unpacked
inline constexpr std::uint64_t package_ratio = 1'000;  // unpacked to packed, of one entry
inline constexpr std::uint64_t package_ratio_free_bytes = std::uint64_t{1} << 20;  // any ratio
inline constexpr std::size_t package_path_bytes = 1'024;
inline constexpr std::size_t package_depth = 64;

// Web contents.
inline constexpr std::size_t web_files = 2'000;
inline constexpr std::uint64_t web_content_bytes = std::uint64_t{4} << 30;
inline constexpr std::uint64_t web_cache_bytes = std::uint64_t{16} << 30;  // of all; the oldest go
inline constexpr std::uint64_t web_list_bytes = std::uint64_t{4} << 20;    // list, description
inline constexpr int web_redirects = 9;

// What is kept in the user's content folder.
inline constexpr std::size_t history_entries = 10;
inline constexpr std::size_t bookmarks = 30;
inline constexpr std::size_t last_played_entries = 10'000;  // older ones are forgotten

// With --watch: folders below the content's, the rest is not watched; files of one reload, the rest
// is left as it is.
inline constexpr std::size_t watched_folders = 4'096;
inline constexpr std::size_t watched_changes = 1'000;

// Messages; their length is max_message_bytes of MMDAgent/Message.h.

// Arguments of one message; what follows is reported and ignored.
inline constexpr std::size_t arguments = 10;

// Inbound ring: 16,384 slots of 256 bytes (4 MiB) and 12 MiB of blocks for longer text, so that the
// whole is bounded by 16 MiB.
inline constexpr std::size_t inbound_slots = 16'384;
inline constexpr std::size_t inbound_inline_bytes = 240;
inline constexpr std::size_t inbound_small_blocks = 1'024;  // of 2 KiB
inline constexpr std::size_t inbound_middle_blocks = 256;   // of 8 KiB
inline constexpr std::size_t inbound_large_blocks = 128;    // of 64 KiB

// Outbound chain: bytes kept for the slowest reader before its oldest records are given up, and
// empty segments kept for reuse.
inline constexpr std::size_t outbound_segment_bytes = 65'536;
inline constexpr std::size_t outbound_margin_bytes = 4'096;  // log text around a longest message
inline constexpr std::size_t outbound_lag_bytes = std::size_t{64} << 20;
inline constexpr std::size_t outbound_spare_segments = 64;

// Readers of the outbound chain at one time: peers, child processes, log destinations.
inline constexpr std::size_t outbound_readers = 256;

// Lines waiting for one peer or child process before its oldest whole lines are skipped.
inline constexpr std::size_t peer_backlog_bytes = std::size_t{4} << 20;

// The message page (http_server): connections at one time, one more is closed; the header and the
// form of one request (a longest message takes three times its length there); how long a request
// may take to come and its answer to be taken; messages shown on the page.
inline constexpr std::size_t http_connections = 32;
inline constexpr std::uint32_t http_header_bytes = 16'384;
inline constexpr std::uint64_t http_body_bytes = 262'144;
inline constexpr std::chrono::seconds http_patience{10};
inline constexpr std::size_t http_history = 30;

// The file of LOG_START, in bytes.
inline constexpr std::uint64_t content_log_bytes = std::uint64_t{10} << 20;

// Wake-up functions registered with one list.
inline constexpr std::size_t wake_registrations = 256;

// Bones and morphs of one model that messages bind.
inline constexpr std::size_t model_binds = 100;

// Images over the scene at one time: of each kind.
inline constexpr std::size_t window_frames = 30;
inline constexpr std::size_t window_overlays = 30;

// Captions at one time, the styles they may have (with the one that is always there), and the font
// files that styles name.
inline constexpr std::size_t captions = 30;
inline constexpr std::size_t caption_styles = 30;
inline constexpr std::size_t caption_fonts = 30;
inline constexpr std::size_t caption_style_name_bytes = 127;  // longer: cut

// Boards that plugins show at one time, all together, parts of one, and images read for them.
inline constexpr std::size_t boards = 256;
inline constexpr std::size_t board_items = 64;
inline constexpr std::size_t board_images = 256;

// Buttons that messages add at one time, and the size of a file that defines one.
inline constexpr std::size_t content_buttons = 10;
inline constexpr std::size_t button_file_bytes = 65'536;

// Pages of the menu that can be turned to at one time, the program's own among them, and items of
// one page.
inline constexpr std::size_t menu_pages = 20;
inline constexpr std::size_t menu_items = 30;

// Entries of a folder that the file browser shows; further ones are left out.
inline constexpr std::size_t browser_entries = 1'000;

// Lines that each panel of the log keeps, and what is shown of one; errors at the edge of the
// window.
inline constexpr std::size_t log_panel_lines = 512;
inline constexpr std::size_t log_panel_line_bytes = 255;
inline constexpr std::size_t screen_error_bytes = 2'047;

// Documents over the scene: a longer text is replaced by a note, further buttons are left out.
inline constexpr std::size_t document_bytes = 16'383;
inline constexpr std::size_t document_buttons = 10;

// Modules (plugins and parts of the host) that may post or log.
inline constexpr std::size_t modules = 1'024;

}  // namespace mmdagent::limits
