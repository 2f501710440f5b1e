#include "message/outbound.h"

#include <utility>

#include "message/outbound_chain.h"
#include "message/outbound_reader.h"

namespace mmdagent {
namespace {

struct TakenSender {
  TakenSender(std::shared_ptr<detail::OutboundChain> owner, std::uint8_t taken)
      : chain(std::move(owner)), number(taken) {}
  ~TakenSender() { chain->give_back_sender(number); }
  TakenSender(const TakenSender&) = delete;
  TakenSender& operator=(const TakenSender&) = delete;

  const std::shared_ptr<detail::OutboundChain> chain;
  const std::uint8_t number;
};

}  // namespace

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

std::optional<OutboundReader> OutboundLog::open(OutboundStream stream, Wake wake,
                                                std::uint8_t without) {
  auto registration = chain_->sleepers(stream).add(wake);
  if (!registration) return std::nullopt;
  const auto place = chain_->take_place();
  if (!place) return std::nullopt;
  return OutboundReader(chain_, stream, std::move(*registration), *place, without);
}

std::shared_ptr<const std::uint8_t> OutboundLog::add_sender() {
  const std::uint8_t number = chain_->take_sender();
  if (number == 0) return nullptr;
  const auto taken = std::make_shared<const TakenSender>(chain_, number);
  return {taken, &taken->number};
}

std::uint64_t OutboundLog::lines(OutboundStream stream) const {
  return chain_->total(stream, 0).lines;
}

std::size_t OutboundLog::held_bytes() const { return chain_->held_bytes(); }

}  // namespace mmdagent
