// Serves the message page on a thread of its own (settings http_server…).
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "host_limits.h"

namespace mmdagent {

class InboundRing;

namespace http {

struct ServerSettings {
  std::string address;     // empty: 127.0.0.1 and ::1; `*`, `0.0.0.0`, `::`: all; else one literal
  std::uint16_t port = 0;  // 0: the system chooses
  // For a request to come, and for its answer to be taken.
  std::chrono::milliseconds patience = limits::http_patience;
};

class HttpServer {
 public:
  // Opens the port and serves until it is destroyed. What peers send is a message of module 0; a
  // full ring makes all of them wait. When the port cannot be had, one warning is logged and
  // nothing is served. `ring` outlives this object.
  HttpServer(const ServerSettings& settings, InboundRing& ring);
  // Closes all connections and ends the thread, wherever it is.
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // 0 when nothing is served.
  std::uint16_t port() const;

 private:
  class Service;
  std::unique_ptr<Service> service_;
};

}  // namespace http
}  // namespace mmdagent
