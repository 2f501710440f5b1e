// The whole remote connection on a fake runtime, and peers to connect to it.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "remote_service.h"
#include "support/fake_host.h"

namespace mmdagent::remote {

// A blocking TCP socket of the test's side; every wait ends after 10 s.
class TestPeer {
 public:
  explicit TestPeer(int descriptor) noexcept : descriptor_(descriptor) {}
  static TestPeer connect(std::uint16_t port, const std::string& address = "127.0.0.1");
  TestPeer(TestPeer&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)), received_(std::move(other.received_)) {}
  TestPeer& operator=(TestPeer&& other) noexcept;
  ~TestPeer() { close(); }

  bool is_connected() const noexcept { return descriptor_ >= 0; }
  int descriptor() const noexcept { return descriptor_; }
  void send(std::string_view bytes);
  void send_bytewise(std::string_view bytes);
  // The next line without its '\n'; "EOF" at the end, "TIMEOUT" when nothing came.
  std::string line();
  // Reads on until this line; false at the end or when it never came.
  bool wait_line(std::string_view wanted);
  // Everything up to the end of the connection.
  std::string rest();
  bool at_end();
  void close() noexcept;
  void reset() noexcept;  // closes with RST
  void end_sending() noexcept;

 private:
  bool receive();

  int descriptor_;
  std::string received_;
};

// A listening socket of the test's side.
class TestListener {
 public:
  explicit TestListener(std::uint16_t port = 0, const std::string& address = "127.0.0.1");
  ~TestListener();
  std::uint16_t port() const noexcept { return port_; }
  // Waits up to 10 s; not connected when nobody came.
  TestPeer accept(int timeout_ms = 10'000);

 private:
  int descriptor_ = -1;
  std::uint16_t port_ = 0;
};

class RemoteRig {
 public:
  using Settings = std::vector<std::pair<std::string_view, std::string_view>>;

  // Keys without "Plugin_Remote_". Waits until the modes are opened.
  explicit RemoteRig(const Settings& settings, std::size_t capacity = 10'000);
  ~RemoteRig();

  std::uint16_t port() const;
  // Connects and reads the peer's own event.
  TestPeer connect();
  void stop();

  test::FakeHost host;

 private:
  std::unique_ptr<RemoteService> service_;
  std::uint16_t port_ = 0;
};

// A server on a port that the system chose.
inline const RemoteRig::Settings server_settings = {{"EnableServer", "true"}, {"ListenPort", "0"}};

}  // namespace mmdagent::remote
