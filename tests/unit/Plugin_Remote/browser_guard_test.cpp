#include "browser_guard.h"

#include <gtest/gtest.h>

#include <string>

#include "remote_limits.h"

namespace mmdagent::remote {
namespace {

using namespace std::string_literals;

BrowserSign inspect_in_pieces(const std::string& stream, std::size_t piece) {
  BrowserGuard guard(guarded_lines);
  for (std::size_t at = 0; at < stream.size(); at += piece) {
    const BrowserSign sign = guard.inspect(std::string_view(stream).substr(at, piece));
    if (sign != BrowserSign::none) return sign;
  }
  return BrowserSign::none;
}

std::string lines_before(std::size_t count) {
  std::string text;
  for (std::size_t line = 0; line < count; ++line) text += "A|" + std::to_string(line) + "\n";
  return text;
}

struct Case {
  std::string stream;
  BrowserSign sign;
};

TEST(BrowserGuard, KnowsBrowsersByTheirFirstBytes) {
  const Case cases[] = {
      // What a page's no-cors POST sends: the body holds commands.
      {"POST / HTTP/1.1\r\nHost: 127.0.0.1:60001\r\nContent-Type: text/plain\r\n\r\n"
       "MODEL_DELETE|0\n",
       BrowserSign::request_line},
      {"GET /x?A|1 HTTP/1.0\n", BrowserSign::request_line},
      {"HEAD / HTTP/1.1\r", BrowserSign::request_line},
      {"PUT /a HTTP/1.1\n", BrowserSign::request_line},
      {"DELETE /a HTTP/1.1\n", BrowserSign::request_line},
      {"OPTIONS * HTTP/1.1\n", BrowserSign::request_line},
      {"PATCH /a HTTP/1.1\n", BrowserSign::request_line},
      {"TRACE /a HTTP/1.1\n", BrowserSign::request_line},
      {"CONNECT a:1 HTTP/1.1\n", BrowserSign::request_line},
      {"\r\n\nGET / HTTP/1.1\n", BrowserSign::request_line},
      {"GET /" + std::string(200'000, 'a') + " HTTP/1.1\nA\n", BrowserSign::request_line},
      // A rebinding page's Host, behind a request line that is not one.
      {"BREW /pot HTCPCP/1.0\r\nHost: evil.example\r\n\r\nMODEL_DELETE|0\n",
       BrowserSign::host_header},
      {"hOsT:x\n", BrowserSign::host_header},
      {"Host:", BrowserSign::host_header},
      {"A|1\nHost: x\n", BrowserSign::host_header},
      {lines_before(guarded_lines - 1) + "Host: x\n", BrowserSign::host_header},
      {"\x16\x03\x01\x02", BrowserSign::tls},
      // And what is none of these.
      {lines_before(guarded_lines) + "Host: x\n", BrowserSign::none},
      {"GET / HTTP/1.2\n", BrowserSign::none},
      {"GET / HTTP/1.1 x\n", BrowserSign::none},
      {"GET / HTTP/1.1", BrowserSign::none},  // not a line yet
      {"GET  HTTP/1.1\n", BrowserSign::none},
      {"GET /a b HTTP/1.1\n", BrowserSign::none},
      {"GET\t/ HTTP/1.1\n", BrowserSign::none},
      {"get / HTTP/1.1\n", BrowserSign::none},
      {" GET / HTTP/1.1\n", BrowserSign::none},
      {"GREET|GET / HTTP/1.1\n", BrowserSign::none},
      {"A\nGET / HTTP/1.1\n", BrowserSign::none},  // only the first line
      {"GET |x\nPOST|y\n", BrowserSign::none},
      {"LOOKAT|Host: x\n", BrowserSign::none},
      {" Host: x\n", BrowserSign::none},
      {"Hos\nt: x\n", BrowserSign::none},
      {"Hosts:\nHost\n", BrowserSign::none},
      {"\x16\n\x03", BrowserSign::none},
      {"A\x16\x03\n", BrowserSign::none},
      {"MESSAGE|aaa|bbb\n", BrowserSign::none},
  };
  for (const Case& each : cases) {
    for (const std::size_t piece : {1, 2, 5, 1'000'000}) {
      EXPECT_EQ(inspect_in_pieces(each.stream, piece), each.sign)
          << each.stream.substr(0, 60) << " in pieces of " << piece;
    }
  }
}

TEST(BrowserGuard, JudgesAChunkAsAWhole) {
  BrowserGuard guard(guarded_lines);
  EXPECT_EQ(guard.inspect("MODEL_DELETE|0\nMODEL_DELETE|1\nHost: x\n"), BrowserSign::host_header);
}

TEST(BrowserGuard, IsSatisfiedAfterItsLines) {
  BrowserGuard guard(3);
  EXPECT_EQ(guard.inspect("A\n\n\nB\n"), BrowserSign::none);
  EXPECT_FALSE(guard.satisfied());
  EXPECT_EQ(guard.inspect("C\r\n"), BrowserSign::none);
  EXPECT_TRUE(guard.satisfied());
  EXPECT_EQ(guard.inspect("Host: x\n"), BrowserSign::none);
}

}  // namespace
}  // namespace mmdagent::remote
