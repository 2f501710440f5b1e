// The smallest web server on the loopback: one thread for each connection, answers by path.
//   /f         200 and the body      /moved/N   redirects N times, then /f (status 308 at the
//   first) /user      /f for user:password  /cut       promises more than it sends /silent    says
//   nothing          any other  404 and a body
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace network_test {

class WebServer {
 public:
  WebServer();
  ~WebServer();
  WebServer(const WebServer&) = delete;
  WebServer& operator=(const WebServer&) = delete;

  std::string address(const std::string& path) const;
  // Requests so far.
  int requests() const { return requests_; }

  static const std::string& body();

 private:
  void accept_all();
  void serve(int connection);
  std::string answer(const std::string& request) const;

  int listener_;
  std::uint16_t port_ = 0;
  std::atomic<bool> ends_{false};
  std::atomic<int> requests_{0};
  std::vector<std::thread> connections_;  // the accepting thread's
  std::thread accepting_;
};

}  // namespace network_test
