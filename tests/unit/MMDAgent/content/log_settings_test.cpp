#include "content/log_settings.h"

#include <gtest/gtest.h>

#include <utility>

#include "content/content_info.h"

using mmdagent::ContentInfo;
using mmdagent::log_settings;
using mmdagent::LogSettings;

namespace {

LogSettings settings_with(std::string identifier) {
  ContentInfo info;
  info.log_identifier = std::move(identifier);
  return log_settings(info);
}

}  // namespace

TEST(LogSettings, DefaultsWhereContentSaysNothing) {
  const LogSettings settings = log_settings({});
  EXPECT_EQ(settings.identifier, "noId");
  EXPECT_FALSE(settings.speech);
  EXPECT_EQ(settings.upload_url, "");
  EXPECT_EQ(settings.upload_http_version, "");
}

TEST(LogSettings, TakesWhatIsThere) {
  ContentInfo info;
  info.log_identifier = "diary 1";
  info.log_speech_input = true;
  info.log_upload_url = "https://example.org/a?b=c";
  info.log_upload_http_version = "HTTP/1.1";
  const LogSettings settings = log_settings(info);
  EXPECT_EQ(settings.identifier, "diary 1");
  EXPECT_TRUE(settings.speech);
  EXPECT_EQ(settings.upload_url, "https://example.org/a?b=c");
  EXPECT_EQ(settings.upload_http_version, "HTTP/1.1");
}

// An identifier becomes the name of a folder.
TEST(LogSettings, AnIdentifierThatLeavesTheFolderIsNotTaken) {
  for (const char* identifier : {"", ".", "..", "../x", "/tmp", "a/b"}) {
    EXPECT_EQ(settings_with(identifier).identifier, "noId") << identifier;
  }
}
