// The whole way of a message, from a producer to the bytes for a peer and the log, without one
// allocation once everything is warm. A program of its own: it replaces operator new.
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <new>
#include <string>

#include "message/argument_reader.h"
#include "message/inbound_ring.h"
#include "message/log_format.h"
#include "message/module_table.h"
#include "message/outbound.h"
#include "message/outbound_reader.h"
#include "message/type_table.h"

namespace {
std::atomic<std::size_t> allocations{0};
}

// Not inlined: the compiler would take malloc and delete for a mismatched pair.
[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace {

using namespace mmdagent;

class Way {
 public:
  Way() {
    types_.set_command("MODEL_ADD", 1);
    formatted_.reserve(1'000'000);
  }

  // One message of `args` from outside, dispatched, answered to a peer and logged.
  void pass(std::string_view args) {
    const MessageLine line = split_line(args);
    ASSERT_EQ(check_line(line.text), LineProblem::none);
    ASSERT_EQ(ring_.try_push({RecordKind::message, Level::none, 0, line.type, line.args}),
              PushResult::pushed);
    ring_.drain(InboundRing::unlimited, [this](RecordView& record) { dispatch(record); });
    outbound_.publish();
    while (const std::size_t count = wire_->peek(records_)) wire_->consume(count);
    formatted_.clear();
    while (const std::size_t count = log_->peek(records_)) {
      for (std::size_t i = 0; i < count; ++i) {
        formatter_.append(records_[i], modules_, formatted_);
      }
      log_->consume(count);
    }
    ASSERT_TRUE(wire_->prepare_sleep());
  }

  std::size_t dispatched = 0;

 private:
  void dispatch(const RecordView& record) {
    const TypeDispatch meaning = types_.dispatch(record.type());
    const Arguments arguments(record.args());
    if (meaning.command == 1) {
      ArgumentReader reader(record.type(), arguments);
      reader.require_count(2, 7);
      reader.position(2);
      reader.on_off(3, true);
      ASSERT_TRUE(reader.ok());
      ++dispatched;
    }
    outbound_.write({true, true, false, Level::sent, record.module, 1, time_ += 1'000'000,
                     record.type(), record.args()});
  }

  InboundRing ring_;
  OutboundLog outbound_;
  ModuleTable modules_;
  TypeTable types_;
  LogFormatter formatter_;
  std::optional<OutboundReader> wire_ = outbound_.open(OutboundStream::wire, {});
  std::optional<OutboundReader> log_ = outbound_.open(OutboundStream::log, {});
  std::array<OutboundRecord, 16> records_;
  std::string formatted_;
  std::int64_t time_ = 0;
};

TEST(Allocation, AMessageCostsNoneOnceEverythingIsWarm) {
  Way way;
  const std::string longer = "MODEL_ADD|a|" + std::string(2'000, 'f') + "|1,2,3|ON";
  const std::string longest = "MODEL_ADD|a|" + std::string(60'000, 'f') + "|1,2,3|ON";
  const auto round = [&] {
    for (int i = 0; i < 50; ++i) way.pass("MODEL_ADD|mei|mei.pmd|0.5,0,-1|ON");
    way.pass(longer);
    way.pass(longest);
    way.pass("UNKNOWN|1|2|3");
  };
  for (int i = 0; i < 20; ++i) round();
  const std::size_t before = allocations;
  for (int i = 0; i < 100; ++i) round();
  EXPECT_EQ(allocations - before, 0U);
  EXPECT_EQ(way.dispatched, 120U * 52U);
}

TEST(Allocation, TheCounterCounts) {
  const std::size_t before = allocations;
  const auto text = std::make_unique<std::string>(100, 'x');
  EXPECT_EQ(allocations - before, 2U);
}

}  // namespace
