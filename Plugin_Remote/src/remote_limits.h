// Every bound of the remote connection, in one place. Each has a test that reaches it.
#pragma once

#include <chrono>
#include <cstddef>

#include "MMDAgent/Message.h"

namespace mmdagent::remote {

// Connected at the same time; one more is closed. It is held back for a moment first, because peers
// that have left already may only not have been noticed yet.
inline constexpr std::size_t max_peers = 20;
inline constexpr std::chrono::milliseconds surplus_grace{20};

// A received text line without its terminator; a longer one is skipped up to its end.
inline constexpr std::size_t max_line_bytes = max_message_bytes;

// Body of one sound pack: its length has four decimal digits.
inline constexpr std::size_t max_sound_pack_bytes = 9'999;

// Receive buffer of one peer: the longest unfinished line and as much again for what follows it.
inline constexpr std::size_t receive_buffer_bytes = 2 * (max_line_bytes + 1);

// What may wait for one peer; beyond it that peer's oldest whole lines are skipped.
inline constexpr std::size_t max_backlog_bytes = std::size_t{4} * 1024 * 1024;

// Lines taken from one peer before the next peer with waiting lines has its turn.
inline constexpr std::size_t lines_per_turn = 256;

// Lines of one gathered write (IOV_MAX on Linux), and writes before the other peers have a turn.
inline constexpr std::size_t max_gathered_lines = 1'024;
inline constexpr std::size_t writes_per_turn = 16;

// Lines in which a web browser is looked for.
inline constexpr std::size_t guarded_lines = 64;

// Connections waiting to be accepted. The reference's 5 makes a burst of connections wait a second
// for the system to try again.
inline constexpr int listen_backlog = 1024;

// Warnings of one kind about one peer in a second that are written out; the rest is counted.
inline constexpr std::size_t warnings_per_second = 8;

// One WebSocket message that is received, all its frames together; a longer one ends the
// connection.
inline constexpr std::size_t max_websocket_message_bytes = std::size_t{4} * 1024 * 1024;

// Frames made but not yet taken by the socket, one frame more at most.
inline constexpr std::size_t max_staged_bytes = std::size_t{64} * 1024;

// Request or reply of a WebSocket handshake.
inline constexpr std::size_t max_head_bytes = std::size_t{8} * 1024;

// Connections that are not let in yet; one more makes the oldest leave.
inline constexpr std::size_t max_visitors = 64;

// `__AUTH,<token>` without its line end.
inline constexpr std::size_t max_token_line_bytes = std::size_t{4} * 1024;

// Shapes of the mouth that wait for their time: 60 s of them.
inline constexpr std::size_t max_mouth_shapes = 2'000;

// Streamed speech that waits to be heard: 60 s.
inline constexpr std::size_t max_voice_samples = 960'000;

// SPEAK_START: files are shorter than this; so many wait for their turn.
inline constexpr double max_speech_seconds = 60.0;
inline constexpr std::size_t max_waiting_speeches = 100;

// Plugin_Remote_Record_Wave_Dir: a longer utterance becomes several files, 60 s each; so many wait
// for the disk.
inline constexpr std::size_t max_utterance_samples = 960'000;
inline constexpr std::size_t max_waiting_utterances = 16;

// What peers sent and a recording did not write yet; what comes on top is lost and counted.
inline constexpr std::size_t max_recording_backlog_bytes = std::size_t{16} * 1024 * 1024;

inline constexpr int keepalive_idle_seconds = 60;
inline constexpr int keepalive_interval_seconds = 15;
inline constexpr int keepalive_probes = 4;

inline constexpr std::chrono::milliseconds flush_time{500};       // at the end of the program
inline constexpr std::chrono::milliseconds retry_pause{500};      // between connection attempts
inline constexpr std::chrono::milliseconds busy_path_pause{200};  // after HTTP status 429
inline constexpr std::chrono::milliseconds short_connection{
    500};  // one that is not renewed at once
inline constexpr std::chrono::milliseconds attempt_timeout{5'000};  // resolving and connecting
inline constexpr std::chrono::milliseconds entrance_time{5'000};  // until a visitor must be let in
// Until a silent connection is taken for TCP, where WebSocket is served too and needs no token.
inline constexpr std::chrono::milliseconds greeting_time{200};
inline constexpr std::chrono::milliseconds accept_pause{100};      // after accept() failed
inline constexpr std::chrono::milliseconds backlog_check_min{20};  // while a peer does not read
inline constexpr std::chrono::milliseconds backlog_check_max{100};

}  // namespace mmdagent::remote
