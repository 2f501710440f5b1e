// host.md sections 1.2, 1.4 and 8.4.
#include "content/web_index.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "content/web_address.h"
#include "host_limits.h"
#include "support/temporary_folder.h"

namespace mmdagent {
namespace {

const std::string sum_of_hello = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

TEST(WebIndex, Host56CacheNames) {
  EXPECT_EQ(web_cache_name("http://foo.bar/some/dir"), "4017944617");
  EXPECT_EQ(web_cache_name("https://foo.bar/some/dir"), "4017944617");
  EXPECT_EQ(web_cache_name("mmdagent://foo.bar/some/dir"), "4017944617");
  EXPECT_EQ(web_cache_name("http://foo.bar/some/dir/"), "716875940");
  EXPECT_EQ(web_cache_name("http://www.google.com/"), "1544463823");
}

TEST(WebIndex, AListIsRead) {
  const auto parsed = parse_web_index("# made by hand\n100\r\n5 " + sum_of_hello +
                                      " a b/c.txt\n\n0 " + std::string(64, 'A') + " d\n");
  const auto* index = std::get_if<WebIndex>(&parsed);
  ASSERT_NE(index, nullptr) << std::get<std::string>(parsed);
  EXPECT_EQ(index->modified, "100");
  ASSERT_EQ(index->files.size(), 2U);
  EXPECT_EQ(index->files[0].path, "a b/c.txt");
  EXPECT_EQ(index->files[0].bytes, 5U);
  EXPECT_EQ(index->files[0].sha256, sum_of_hello);
  EXPECT_EQ(index->files[1].sha256, std::string(64, 'a'));
}

struct RefusedList {
  std::string name;
  std::string text;
  std::string problem;  // its beginning
};

void PrintTo(const RefusedList& given, std::ostream* out) { *out << given.name; }

class RefusedLists : public ::testing::TestWithParam<RefusedList> {};

TEST_P(RefusedLists, AreOneLine) {
  const auto parsed = parse_web_index(GetParam().text);
  const auto* problem = std::get_if<std::string>(&parsed);
  ASSERT_NE(problem, nullptr);
  EXPECT_TRUE(problem->starts_with(GetParam().problem)) << *problem;
}

std::vector<RefusedList> refused_lists() {
  const std::string entry = "5 " + sum_of_hello + " ";
  std::string many = "1\n";
  for (std::size_t i = 0; i <= limits::web_files; ++i) many += entry + fmt::format("f{}\n", i);
  return {
      {"Empty", "", "expected the time of the last change, got an empty list"},
      {"NoTime", "<html>\n", "line 1: expected the time of the last change, got \"<html>\""},
      {"TwoFields", "1\n5 abc\n", "line 2: expected \"size sha256 path\""},
      {"Size", "1\n-5 " + sum_of_hello + " a\n", "line 2: size: expected a number, got \"-5\""},
      {"Sum", "1\n5 12 a\n", "line 2: expected a SHA-256 of 64 hexadecimal digits, got \"12\""},
      {"LeavesTheFolder", "1\n" + entry + "../x\n", "line 2: \"../x\": "},
      {"LeavesTheFolderWithin", "1\n" + entry + "a/../../x\n", "line 2: \"a/../../x\": "},
      {"Absolute", "1\n" + entry + "/etc/passwd\n", "line 2: \"/etc/passwd\": "},
      {"Folder", "1\n" + entry + "a/\n", "line 2: expected the name of a file"},
      {"Twice", "1\n" + entry + "a\n" + entry + "a\n", "line 3: \"a\" occurs twice"},
      {"TooManyBytes", "1\n9999999999999 " + sum_of_hello + " a\n",
       "line 2: more than 4294967296 bytes"},
      {"TooManyFiles", many, "number of files exceeds limit (2000)"},
  };
}

INSTANTIATE_TEST_SUITE_P(WebIndex, RefusedLists, ::testing::ValuesIn(refused_lists()),
                         [](const auto& info) { return info.param.name; });

TEST(WebIndex, OnlySafeAddresses) {
  EXPECT_EQ(address_problem("https://example.com/a"), std::nullopt);
  EXPECT_EQ(address_problem("http://127.0.0.1:80/a"), std::nullopt);
  EXPECT_EQ(address_problem("http://localhost/a"), std::nullopt);
  EXPECT_EQ(address_problem("http://[::1]:80/a"), std::nullopt);
  for (const char* address : {"http://example.com/a", "http://127.0.0.1.example.com/a",
                              "http://localhost@example.com/a", "file:///etc/passwd", "x"}) {
    EXPECT_TRUE(address_problem(address)) << address;
  }
  EXPECT_EQ(*address_problem("http://u:secret@example.com/a"),
            "http://example.com/a: expected https, or http on this machine");
}

TEST(WebIndex, TheOwnSchemeIsPlainOnThisMachineAlone) {
  EXPECT_EQ(web_base("mmdagent://127.0.0.1:1/a/"), "http://127.0.0.1:1/a");
  EXPECT_EQ(web_base("mmdagent://example.com/a"), "https://example.com/a");
  EXPECT_EQ(web_base("https://example.com//"), "https://example.com");
}

TEST(WebIndex, PathsAreEncoded) {
  EXPECT_EQ(percent_encoded("a b/c%?#あ.txt"), "a%20b/c%25%3F%23%E3%81%82.txt");
}

TEST(WebIndex, BannedAddresses) {
  const test_support::TemporaryFolder dir;
  const auto list = dir.write("banlist", "# all\nbad\\.example  \n[broken\n\n^https://x/\r\n");
  EXPECT_TRUE(is_banned(list, "http://very.bad.example/a"));
  EXPECT_TRUE(is_banned(list, "https://x/y"));
  EXPECT_FALSE(is_banned(list, "http://badxexample/# all"));
  EXPECT_FALSE(is_banned(dir.path() / "none", "http://bad.example"));
}

}  // namespace
}  // namespace mmdagent
