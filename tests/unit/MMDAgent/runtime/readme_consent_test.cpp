// host.md section 8.6.
#include "runtime/readme_consent.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "content/saved_info.h"
#include "support/scene_run.h"
#include "support/scoped_environment.h"

namespace mmdagent {
namespace {

using Lines = std::vector<std::string>;

class ReadmeConsentTest : public ::testing::Test {
 protected:
  ReadmeConsentTest() {
    services_.running.dir = folder().string();
    services_.running.info.name = "A|B";
    services_.running.info.readme = "/c/r.txt";
    user_.write("123/main.mdf", "");
  }

  std::filesystem::path folder() const { return user_.path() / "123"; }
  void must_accept() { services_.running.info.readme_must_be_accepted = true; }
  Lines posted() const {
    Lines texts;
    for (const test_support::Posted& message : services_.queue) texts.push_back(message.text);
    return texts;
  }

  test_support::TemporaryFolder user_;
  test_support::ScopedEnvironment root_{"MMDAgentContentDir", user_.path().string()};
  test_support::FakeServices services_{test_support::Loading::instant};
  Lines done_;
  ReadmeConsent consent_{services_,
                         {[this] { done_.emplace_back("begin"); },
                          [this] { done_.emplace_back("end"); }, [] { return 1'700'000'000; }}};
};

TEST_F(ReadmeConsentTest, AnyAnswerToADocumentThatIsOnlyShownBegins) {
  consent_.ask();
  EXPECT_TRUE(consent_.asks());
  EXPECT_EQ(posted(), Lines{"INFOTEXT_FILE|/c/r.txt|A B|OK"});
  consent_.answered("-1");
  EXPECT_FALSE(consent_.asks());
  EXPECT_EQ(done_, Lines{"begin"});
  EXPECT_EQ(saved_value_in(folder(), "LastPlayEpochTime"), "") << "that file is another";
  EXPECT_TRUE(std::filesystem::exists(folder() / ".mmdagent-save-user"));
}

TEST_F(ReadmeConsentTest, OnlyAcceptBeginsWhatMustBeAccepted) {
  must_accept();
  consent_.ask();
  EXPECT_EQ(posted(), Lines{"INFOTEXT_FILE|/c/r.txt|A B|Accept,Decline"});
  consent_.answered("Accept");
  EXPECT_EQ(done_, Lines{"begin"});
}

TEST_F(ReadmeConsentTest, Defect35AKeyDeclinesWithoutRemoving) {
  must_accept();
  consent_.ask();
  consent_.answered("-1");
  EXPECT_EQ(done_, Lines{"end"});
  EXPECT_TRUE(std::filesystem::exists(folder() / "main.mdf"));
  EXPECT_FALSE(std::filesystem::exists(folder() / ".mmdagent-save-user"));
}

TEST_F(ReadmeConsentTest, ARefusalRemovesTheContentAndEndsTheRun) {
  must_accept();
  consent_.ask();
  consent_.answered("Decline");
  EXPECT_EQ(done_, Lines{"end"});
  EXPECT_FALSE(std::filesystem::exists(folder()));
}

TEST_F(ReadmeConsentTest, OtherDocumentsAreNoAnswer) {
  consent_.answered("Accept");
  EXPECT_EQ(done_, Lines{});
  consent_.ask();
  consent_.answered("OK");
  consent_.answered("OK");
  EXPECT_EQ(done_, Lines{"begin"});
}

TEST_F(ReadmeConsentTest, AnAnswerThatCannotBeKeptIsOneLineAndTheContentBegins) {
  services_.running.dir = (user_.path() / "none").string();
  services_.running.info.name.clear();
  consent_.ask();
  EXPECT_EQ(posted(), Lines{"INFOTEXT_FILE|/c/r.txt|Readme|OK"});
  consent_.answered("OK");
  EXPECT_EQ(done_, Lines{"begin"});
  ASSERT_EQ(services_.logs.size(), 1U);
  EXPECT_TRUE(services_.logs[0].starts_with("E readme: " + services_.running.dir))
      << services_.logs[0];
}

}  // namespace
}  // namespace mmdagent
