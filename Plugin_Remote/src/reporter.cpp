#include "reporter.h"

#include <utility>

namespace mmdagent::remote {
namespace {

class ShowTask final : public AgentTask {
 public:
  ShowTask(std::shared_ptr<NoticeBoard> board, std::string text, bool is_error)
      : board_(std::move(board)), text_(std::move(text)), is_error_(is_error) {}
  void run() override { board_->show(std::move(text_), is_error_); }

 private:
  std::shared_ptr<NoticeBoard> board_;
  std::string text_;
  bool is_error_;
};

}  // namespace

Reporter::Reporter(Host& host, std::shared_ptr<NoticeBoard> board)
    : host_(host), board_(std::move(board)) {}

void Reporter::state(Level level, std::string_view text) {
  host_.log(level, text);
  waiting_ = std::make_unique<ShowTask>(board_, std::string(text), level == Level::error);
  retry();
}

void Reporter::retry() noexcept {
  if (waiting_ != nullptr) host_.try_run(waiting_);
}

}  // namespace mmdagent::remote
