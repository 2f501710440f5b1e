#include "http/request_guard.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

using mmdagent::http::RequestGuard;
using mmdagent::http::RequestSource;

namespace {

std::string refusal(const char* address, RequestSource source) {
  return RequestGuard(address).refusal(source).value_or("");
}

bool takes_host(const char* address, std::string_view host) {
  return refusal(address, {{host}, {}, {}}).empty();
}

}  // namespace

TEST(RequestGuard, TakesTheNamesOfThisMachine) {
  for (const char* address : {"", "*", "192.168.0.7"}) {
    for (const char* host : {"localhost", "LocalHost:50000", "127.0.0.1:50000", "127.1.2.3",
                             "[::1]:50000", "[::1]", "[::ffff:127.0.0.1]"}) {
      EXPECT_TRUE(takes_host(address, host)) << host;
    }
  }
}

// A name that an attacker's name server points at this machine, and what only looks like one.
TEST(RequestGuard, RefusesEveryOtherName) {
  for (const char* address : {"", "*", "192.168.0.7"}) {
    for (const char* host :
         {"evil.example", "evil.example:50000", "localhost.evil.example", "localhost.", "",
          "127.0.0.1.evil.example", "127.0.0.1:50000.evil.example", "127.0.0.1:80:80", "[::1",
          "[localhost]", "[127.0.0.1]", "::1", "2130706433", "0177.0.0.1", "127.1", " localhost",
          "user@localhost", "localhost/"}) {
      EXPECT_FALSE(takes_host(address, host)) << host;
    }
  }
}

TEST(RequestGuard, TakesTheConfiguredAddress) {
  EXPECT_TRUE(takes_host("192.168.0.7", "192.168.0.7:50000"));
  EXPECT_FALSE(takes_host("192.168.0.7", "192.168.0.8:50000"));
  EXPECT_FALSE(takes_host("", "192.168.0.7:50000"));
  EXPECT_TRUE(takes_host("fe80::1", "[FE80:0::1]:50000"));
  for (const char* all : {"*", "0.0.0.0", "::"}) {
    EXPECT_TRUE(takes_host(all, "192.168.0.7:50000"));
    EXPECT_TRUE(takes_host(all, "[fe80::1]"));
  }
}

TEST(RequestGuard, WantsOneHost) {
  EXPECT_EQ(refusal("", {}), "expected one Host");
  EXPECT_EQ(refusal("", {{"localhost", "localhost"}, {}, {}}), "expected one Host");
  EXPECT_EQ(refusal("", {{"evil.example"}, {}, {}}), "Host: \"evil.example\" is not this server");
}

TEST(RequestGuard, WantsTheServersOwnOriginIfAny) {
  const auto with_origins = [](std::vector<std::string_view> origins) {
    return refusal("", {{"localhost:50000"}, std::move(origins), {}});
  };
  EXPECT_EQ(with_origins({"http://localhost:50000"}), "");
  EXPECT_EQ(with_origins({"HTTP://LocalHost:50000"}), "");
  for (const char* origin :
       {"null", "", "http://evil.example", "http://localhost", "http://localhost:8080",
        "https://localhost:50000", "http://127.0.0.1:50000", "http://localhost:50000/"}) {
    EXPECT_EQ(with_origins({origin}),
              "Origin: expected \"http://localhost:50000\", got \"" + std::string(origin) + "\"");
  }
  EXPECT_NE(with_origins({"http://localhost:50000", "http://evil.example"}), "");
}

TEST(RequestGuard, WantsASiteOfItsOwnIfAny) {
  const auto with_sites = [](std::vector<std::string_view> sites) {
    return refusal("", {{"localhost:50000"}, {}, std::move(sites)});
  };
  EXPECT_EQ(with_sites({"same-origin"}), "");
  EXPECT_EQ(with_sites({"none"}), "");
  for (const char* site : {"cross-site", "same-site", "", "Same-Origin"}) {
    EXPECT_EQ(with_sites({site}),
              "Sec-Fetch-Site: expected same-origin or none, got \"" + std::string(site) + "\"");
  }
  EXPECT_NE(with_sites({"none", "cross-site"}), "");
}
