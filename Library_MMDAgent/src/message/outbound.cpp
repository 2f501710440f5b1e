#include "message/outbound.h"

#include <utility>

#include "message/outbound_chain.h"
#include "message/outbound_reader.h"

namespace mmdagent {

OutboundLog::OutboundLog(const OutboundSizes& sizes)
    : chain_(std::make_shared<detail::OutboundChain>(sizes)) {}

OutboundLog::~OutboundLog() = default;

void OutboundLog::write(const OutboundEntry& entry) {
  chain_->write(entry);
  wrote_wire_ = wrote_wire_ || entry.wire;
  wrote_log_ = wrote_log_ || entry.log;
}

void OutboundLog::publish() {
  if (!wrote_wire_ && !wrote_log_) return;
  chain_->publish(std::exchange(wrote_wire_, false), std::exchange(wrote_log_, false));
}

std::optional<OutboundReader> OutboundLog::open(OutboundStream stream, Wake wake) {
  auto registration = chain_->sleepers(stream).add(wake);
  if (!registration) return std::nullopt;
  const auto place = chain_->take_place();
  if (!place) return std::nullopt;
  return OutboundReader(chain_, stream, std::move(*registration), *place);
}

std::uint64_t OutboundLog::lines(OutboundStream stream) const {
  return chain_->total(stream).lines;
}

std::size_t OutboundLog::held_bytes() const { return chain_->held_bytes(); }

}  // namespace mmdagent
