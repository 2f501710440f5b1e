// Registration of plugin Remote; everything it does is in src/.
#include "MMDAgent/Plugin.h"
#include "remote_service.h"

namespace mmdagent::remote {
namespace {

class RemotePlugin final : public Plugin {
 public:
  explicit RemotePlugin(Host& host) : service_(host) {}

  void start() override { service_.start(); }
  void message(const Message& message) override { service_.message(message); }
  void update(double frames) override { service_.update(frames); }
  void stop() override { service_.stop(); }

 private:
  RemoteService service_;
};

}  // namespace
}  // namespace mmdagent::remote

MMDAGENT_PLUGIN(Remote, mmdagent::remote::RemotePlugin);
