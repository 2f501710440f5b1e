#include "content/log_settings.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "support/temporary_folder.h"

using mmdagent::LogSettings;
using mmdagent::read_log_settings;

namespace {

LogSettings settings_of(std::string_view text) {
  const test_support::TemporaryFolder dir;
  dir.write(".mmdagent-save", text);
  return read_log_settings(dir.path());
}

}  // namespace

TEST(LogSettings, DefaultsWithoutAFile) {
  const test_support::TemporaryFolder dir;
  const LogSettings settings = read_log_settings(dir.path());
  EXPECT_EQ(settings.identifier, "noId");
  EXPECT_FALSE(settings.speech);
  EXPECT_EQ(settings.upload_url, "");
  EXPECT_EQ(settings.upload_http_version, "");
}

TEST(LogSettings, TakesWhatIsThere) {
  const LogSettings settings = settings_of(
      "ContentType=mmda\nLogIdentifier=diary 1\nLogSpeechInput=true\n"
      "LogUploadURL=https://example.org/a?b=c\nLogUploadHTTPVersion=HTTP/1.1\n");
  EXPECT_EQ(settings.identifier, "diary 1");
  EXPECT_TRUE(settings.speech);
  EXPECT_EQ(settings.upload_url, "https://example.org/a?b=c");
  EXPECT_EQ(settings.upload_http_version, "HTTP/1.1");
}

TEST(LogSettings, TheNearestFolderCounts) {
  const test_support::TemporaryFolder dir;
  std::filesystem::create_directories(dir.path() / "a" / "b");
  dir.write(".mmdagent-save", "LogIdentifier=far\n");
  EXPECT_EQ(read_log_settings(dir.path() / "a" / "b").identifier, "far");
  dir.write("a/.mmdagent-save", "LogIdentifier=near\n");
  EXPECT_EQ(read_log_settings(dir.path() / "a" / "b").identifier, "near");
  EXPECT_EQ(read_log_settings(dir.path()).identifier, "far");
}

// An identifier becomes the name of a folder.
TEST(LogSettings, AnIdentifierThatLeavesTheFolderIsNotTaken) {
  for (const char* identifier : {"", ".", "..", "../x", "/tmp", "a/b"}) {
    EXPECT_EQ(settings_of("LogIdentifier=" + std::string(identifier) + "\n").identifier, "noId");
  }
}
