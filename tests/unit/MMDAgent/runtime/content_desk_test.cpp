// host.md section 6.3: keys `e` and `E`.
#include "runtime/content_desk.h"

#include <gtest/gtest.h>

#include "runtime/desktop_opener.h"
#include "support/fake_desktop.h"
#include "support/scene_run.h"

namespace mmdagent {
namespace {

using Lines = std::vector<std::string>;

class ContentDesk : public ::testing::Test {
 protected:
  ContentDesk() { services_.running = {"/c/d/main.mdf", "/c/d", {}}; }

  test_support::FakeDesktop desktop_;
  test_support::FakeServices services_{test_support::Loading::instant};
  DesktopOpener opener_{[this](Level level, std::string_view text) { services_.log(level, text); }};
};

TEST_F(ContentDesk, TheScriptBesideTheSettings) {
  open_script(services_, opener_);
  EXPECT_EQ(desktop_.wait(opener_), "/c/d/main.fst\n");
  EXPECT_EQ(services_.logs, Lines{"S opening /c/d/main.fst"});
}

TEST_F(ContentDesk, TheScriptThatTheContentNames) {
  services_.store.set("ContentFile", "../talk.fst");
  open_script(services_, opener_);
  EXPECT_EQ(desktop_.wait(opener_), "/c/talk.fst\n");
}

TEST_F(ContentDesk, NothingButAScript) {
  services_.store.set("ContentFile", "run.desktop");
  open_script(services_, opener_);
  EXPECT_EQ(services_.logs, Lines{"E ContentFile: expected a file whose name ends in .fst, got "
                                  "\"/c/d/run.desktop\""});
  EXPECT_EQ(opener_.running(), 0U);
}

TEST_F(ContentDesk, WithoutSettingsThereIsNoScript) {
  services_.running.file.clear();
  open_script(services_, opener_);
  EXPECT_EQ(services_.logs, Lines{"E no script to open: what runs has no settings file"});
  EXPECT_EQ(opener_.running(), 0U);
}

TEST_F(ContentDesk, TheFolder) {
  open_folder(services_, opener_);
  EXPECT_EQ(desktop_.wait(opener_), "/c/d\n");
  EXPECT_EQ(services_.logs, Lines{"S opening /c/d"});
}

}  // namespace
}  // namespace mmdagent
