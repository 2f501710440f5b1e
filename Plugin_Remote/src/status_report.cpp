#include "status_report.h"

#include <fmt/format.h>

#include <string_view>

namespace mmdagent::remote {
namespace {

std::string json_text(std::string_view text) {
  std::string quoted = "\"";
  for (const char byte : text) {
    const auto code = static_cast<unsigned char>(byte);
    if (code < 0x20 || byte == '|') {
      quoted += fmt::format("\\u{:04x}", code);
    } else {
      if (byte == '"' || byte == '\\') quoted += '\\';
      quoted += byte;
    }
  }
  return quoted + '"';
}

std::string peer_json(const PeerStatus& peer) {
  return fmt::format(R"({{"name":{},"kind":"{}","accepted":{},"seconds":{:.3f},)"
                     R"("received":{{"bytes":{},"messages":{},"dropped":{},"waiting_bytes":{}}},)"
                     R"("sent":{{"bytes":{},"lines":{},"skipped":{},"waiting_bytes":{}}},)"
                     R"("latency_us":{{"mean":{:.1f},"longest":{:.1f},"round_trip":{:.0f}}}}})",
                     json_text(peer.name), peer.is_websocket ? "websocket" : "tcp",
                     peer.is_accepted, peer.seconds, peer.received_bytes, peer.received_messages,
                     peer.dropped_lines, peer.waiting_bytes, peer.sent_bytes, peer.sent_lines,
                     peer.skipped_lines, peer.backlog_bytes, peer.latency.mean_us(),
                     peer.latency.longest_us(), peer.round_trip_us);
}

}  // namespace

double InputLatency::mean_us() const noexcept {
  if (count_ == 0) return 0.0;
  return std::chrono::duration<double, std::micro>(sum_).count() / static_cast<double>(count_);
}

double InputLatency::longest_us() const noexcept {
  return std::chrono::duration<double, std::micro>(longest_).count();
}

std::string status_json(const RemoteStatus& status) {
  std::string json =
      fmt::format(R"({{"port":{},"reconnects":{},"peers":[)", status.port, status.reconnects);
  for (std::size_t index = 0; index < status.peers.size(); ++index) {
    if (index > 0) json += ',';
    json += peer_json(status.peers[index]);
  }
  return json + "]}";
}

}  // namespace mmdagent::remote
