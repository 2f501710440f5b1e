#include "avatar/avatar_link.h"

#include <string>
#include <utility>

#include "MMDAgent/Host.h"
#include "avatar/avatars.h"

namespace mmdagent::remote {
namespace {

template <class Call>
class AvatarTask final : public AgentTask {
 public:
  explicit AvatarTask(Call call) : call_(std::move(call)) {}
  void run() override { call_(); }

 private:
  Call call_;
};

}  // namespace

AvatarLink::AvatarLink(Host& host, std::shared_ptr<Avatars> avatars)
    : host_(host), avatars_(std::move(avatars)), peer_(std::make_shared<PeerAvatar>(host)) {}

AvatarLink::~AvatarLink() = default;

// Makes the task of an item once, however often the item is offered.
template <class Call>
bool AvatarLink::submit(Call&& call) noexcept {
  if (waiting_ == nullptr) {
    waiting_ = std::make_unique<AvatarTask<std::decay_t<Call>>>(std::forward<Call>(call));
  }
  return host_.try_run(waiting_);
}

bool AvatarLink::join() noexcept {
  if (has_joined_) return true;
  has_joined_ = submit([avatars = avatars_, peer = peer_] { avatars->joined(peer); });
  return has_joined_;
}

void AvatarLink::received(std::size_t bytes) noexcept {
  peer_->received.fetch_add(bytes, std::memory_order_relaxed);
}

// While nothing is recorded this is one look at a flag.
bool AvatarLink::message(std::uint64_t line, std::string_view type,
                         std::string_view args) noexcept {
  if (!avatars_->may_record()) {
    // What follows in the same chunk belongs to the recording that this message begins.
    if (type == "AVATAR_LOGSAVE_START") {
      avatars_->expect_recording();
      noted_line_ = line;
    }
    return true;
  }
  if (line == noted_line_) return true;
  std::string text(type);
  if (!args.empty()) text.append(1, '|').append(args);
  if (!submit([avatars = avatars_, time = host_.now(), text = std::move(text)] {
        avatars->record(time, text);
      }))
    return false;
  noted_line_ = line;
  return true;
}

bool AvatarLink::disable(std::uint64_t line) noexcept {
  if (line == disabled_line_) return true;
  if (!submit([avatars = avatars_, peer = peer_] { avatars->disable(*peer); })) return false;
  disabled_line_ = line;
  return true;
}

bool AvatarLink::command(std::string_view line) noexcept {
  if (!submit([avatars = avatars_, peer = peer_, time = host_.now(), text = std::string(line)] {
        avatars->record(time, text);
        avatars->command(*peer, text);
      }))
    return false;
  ++commands_;
  return true;
}

bool AvatarLink::sound_word(SoundWord word) noexcept {
  return submit([avatars = avatars_, peer = peer_, word] { avatars->sound_word(*peer, word); });
}

bool AvatarLink::sound_pack(std::string_view samples) noexcept {
  if (!submit([avatars = avatars_, peer = peer_, bytes = std::string(samples)] {
        avatars->sound_pack(*peer, bytes);
      }))
    return false;
  ++sound_packs_;
  return true;
}

bool AvatarLink::leave() noexcept {
  if (has_left_ || !has_joined_) return true;
  // What found no space before may have been given up.
  if (!std::exchange(leaving_, true)) waiting_.reset();
  has_left_ = submit([avatars = avatars_, peer = peer_] { avatars->left(*peer); });
  return has_left_;
}

}  // namespace mmdagent::remote
