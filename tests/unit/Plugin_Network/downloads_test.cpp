#include "downloads.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "support/fake_host.h"
#include "support/temporary_folder.h"
#include "web_server.h"

using mmdagent::Level;
using mmdagent::test::FakeHost;
using network::Downloads;
using network_test::WebServer;
namespace fs = std::filesystem;

namespace {

class DownloadsTest : public testing::Test {
 protected:
  DownloadsTest() { setenv("no_proxy", "*", 1); }

  // The content's folder of this host is the root.
  std::string file(const std::string& name) const {
    return (folder.path() / name).string().substr(1);
  }
  void get(const std::string& name, const std::string& address, const std::string& to) {
    host.on_agent([&] { downloads->get(name, address, file(to)); });
  }
  std::string content(const std::string& name) const {
    std::ifstream input(folder.path() / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(input), {}};
  }
  std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()));
  }
  void start(network::DownloadRules rules = {}) { downloads.emplace(host, rules); }

  test_support::TemporaryFolder folder;
  WebServer server;
  FakeHost host;
  std::optional<Downloads> downloads;
};

}  // namespace

TEST_F(DownloadsTest, P73Case74TheFileIsWholeWhenItIsTold) {
  start();
  get("n", server.address("/f"), "out.bin");
  ASSERT_TRUE(host.wait_dispatched("NETWORK_EVENT_GET|n"));
  EXPECT_EQ(content("out.bin"), WebServer::body());
  EXPECT_EQ(files(), 1U);
}

TEST_F(DownloadsTest, P74Case75FailuresAreOneErrorAndLeaveNothing) {
  start();
  std::ofstream(folder.path() / "old.bin") << "old";
  get("a", server.address("/none"), "a.bin");
  get("b", server.address("/moved/10"), "b.bin");
  get("c", "http://127.0.0.1:1/", "c.bin");
  get("d", server.address("/cut"), "old.bin");
  get("e", "file:///etc/passwd", "e.bin");
  for (const std::string& part :
       {"a: failed to save " + server.address("/none") + ": status 404, expected 200",
        "b: failed to save " + server.address("/moved/10"),
        std::string("c: failed to save http://127.0.0.1:1/"),
        "d: failed to save " + server.address("/cut"),
        std::string("e: failed to save file:///etc/passwd")}) {
    EXPECT_TRUE(host.wait_logged(Level::error, part)) << part;
  }
  EXPECT_EQ(files(), 1U);
  EXPECT_EQ(content("old.bin"), "old");
}

TEST_F(DownloadsTest, P74SilenceIsAFailure) {
  start({.silence_seconds = 1});
  get("n", server.address("/silent"), "out.bin");
  EXPECT_TRUE(host.wait_logged(Level::error, "n: failed to save " + server.address("/silent")));
  EXPECT_EQ(files(), 0U);
}

TEST_F(DownloadsTest, RedirectionsAndUsersAreFollowed) {
  start();
  get("nine", server.address("/moved/9"), "nine.bin");
  std::string user = server.address("/user");
  user.insert(7, "user:password@");
  get("user", user, "user.bin");
  EXPECT_TRUE(host.wait_dispatched("NETWORK_EVENT_GET|nine"));
  EXPECT_TRUE(host.wait_dispatched("NETWORK_EVENT_GET|user"));
  EXPECT_EQ(content("nine.bin"), WebServer::body());
  EXPECT_EQ(content("user.bin"), WebServer::body());
}

TEST_F(DownloadsTest, P76TenAtOnceAndAbortedTogether) {
  start({.silence_seconds = 60});
  for (int i = 0; i < 11; ++i) {
    get("n" + std::to_string(i), server.address("/silent"), std::to_string(i));
  }
  EXPECT_TRUE(host.wait_logged(Level::error, "n10: number of threads exceed maximum (10)"));
  EXPECT_EQ(host.count_logged(Level::error, ""), 1U);
  ASSERT_TRUE(host.wait_until([&] { return server.requests() == 10; }));
  EXPECT_EQ(files(), 10U);
  host.on_agent([&] { downloads->abort_all(); });
  EXPECT_TRUE(host.wait_until([&] { return downloads->running() == 0; }));
  EXPECT_EQ(files(), 0U);
  get("again", server.address("/f"), "again.bin");
  EXPECT_TRUE(host.wait_dispatched("NETWORK_EVENT_GET|again"));
}

TEST_F(DownloadsTest, ATooLargeFileIsBrokenOff) {
  start({.file_bytes = 99'999});
  get("n", server.address("/f"), "out.bin");
  EXPECT_TRUE(host.wait_logged(Level::error, ": the file is too large"));
  EXPECT_EQ(files(), 0U);
}

TEST_F(DownloadsTest, TheEndBreaksOffWhatRuns) {
  start();
  get("n", server.address("/silent"), "out.bin");
  ASSERT_TRUE(host.wait_until([&] { return server.requests() == 1; }));
  downloads->end();
  EXPECT_EQ(files(), 0U);
}
