#include "http/message_page.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "host_limits.h"
#include "message/message_text.h"

using mmdagent::http::MessagePage;
using mmdagent::http::PageAnswer;
using mmdagent::http::PageRequest;
using mmdagent::http::RequestSource;

namespace {

const RequestSource own{{"localhost:50000"}, {}, {}};

class MessagePageTest : public testing::Test {
 protected:
  PageAnswer get(std::string_view target, const RequestSource& source = own) {
    return page.answer({"GET", target, "", source});
  }
  PageAnswer post(std::string_view body, const RequestSource& source = own) {
    return page.answer({"POST", "/post", body, source});
  }
  static bool has(const PageAnswer& answer, std::string_view text) {
    return answer.body.find(text) != std::string::npos;
  }
  // What the page shows as sent, newest first.
  std::vector<std::string> history() {
    std::vector<std::string> lines;
    const std::string body = get("/").body;
    for (std::size_t at = 0; (at = body.find("<li>", at)) != std::string::npos; ++at) {
      lines.push_back(body.substr(at + 4, body.find("</li>", at) - at - 4));
    }
    return lines;
  }

  MessagePage page{""};
};

}  // namespace

TEST_F(MessagePageTest, TheFormSendsNothing) {
  const PageAnswer answer = get("/");
  EXPECT_EQ(answer.status, 200U);
  EXPECT_EQ(answer.message, "");
  EXPECT_TRUE(has(answer, "<form action=\"/post\" method=\"post\">"));
  EXPECT_TRUE(has(answer, "<textarea id=\"com\" name=\"com\" autofocus>\n</textarea>"));
}

TEST_F(MessagePageTest, Case51AMessageOfTheQueryIsSentAndFilledIn) {
  const PageAnswer answer = get("/req?com=KEYVALUE_SET%7Ca%7C1");
  EXPECT_EQ(answer.status, 200U);
  EXPECT_EQ(answer.message, "KEYVALUE_SET|a|1");
  EXPECT_TRUE(has(answer, "autofocus>\nKEYVALUE_SET|a|1</textarea>"));
}

TEST_F(MessagePageTest, AMessageOfTheFormIsSentAndFilledIn) {
  const PageAnswer answer = post("com=MODEL_ADD%7Ca%7Cb+c.pmx");
  EXPECT_EQ(answer.status, 200U);
  EXPECT_EQ(answer.message, "MODEL_ADD|a|b c.pmx");
  EXPECT_TRUE(has(answer, "autofocus>\nMODEL_ADD|a|b c.pmx</textarea>"));
}

TEST_F(MessagePageTest, OnlyTheFirstLineCounts) {
  EXPECT_EQ(post("com=A%7Cb%0D%0AQUIT").message, "A|b");
  EXPECT_EQ(post("com=A%0AB%7Cx").message, "A");
  EXPECT_EQ(post("com=A%0DB").message, "A");
  EXPECT_EQ(post("com=%0AB").message, "");
}

TEST_F(MessagePageTest, NothingSendsNothing) {
  for (const char* target :
       {"/req", "/req?", "/req?com=", "/req?com=%7C%7C", "/req?other=A", "/?com=A"}) {
    const PageAnswer answer = get(target);
    EXPECT_EQ(answer.status, 200U) << target;
    EXPECT_EQ(answer.message, "") << target;
  }
  EXPECT_EQ(post("").message, "");
  EXPECT_TRUE(history().empty());
}

TEST_F(MessagePageTest, WhatIsShownIsEscaped) {
  const PageAnswer answer = get("/req?com=%3C%2Ftextarea%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E");
  EXPECT_FALSE(has(answer, "<script"));
  EXPECT_TRUE(has(answer, "autofocus>\n&lt;/textarea&gt;&lt;script&gt;"));
  EXPECT_TRUE(has(answer, "<li>&lt;/textarea&gt;&lt;script&gt;"));
}

TEST_F(MessagePageTest, TheHistoryHasThirtyMessagesWithoutRepetition) {
  get("/req?com=A");
  get("/req?com=A");
  get("/req?com=B");
  get("/req?com=A");
  EXPECT_EQ(history(), (std::vector<std::string>{"A", "B", "A"}));
  for (int i = 0; i < 40; ++i) get("/req?com=N%7C" + std::to_string(i));
  const std::vector<std::string> lines = history();
  ASSERT_EQ(lines.size(), mmdagent::limits::http_history);
  EXPECT_EQ(lines.front(), "N|39");
  EXPECT_EQ(lines.back(), "N|10");
}

TEST_F(MessagePageTest, RefusesBeforeAnythingIsSent) {
  const RequestSource other_site{{"localhost:50000"}, {"http://evil.example"}, {}};
  for (const PageAnswer& answer :
       {get("/req?com=A", other_site), post("com=A", other_site), get("/req?com=A", {}),
        get("/", {{"evil.example"}, {}, {}}), post("com=A", {{"localhost"}, {}, {"cross-site"}})}) {
    EXPECT_EQ(answer.status, 403U);
    EXPECT_EQ(answer.message, "");
    EXPECT_EQ(std::ranges::count(answer.body, '\n'), 1) << answer.body;
  }
  EXPECT_TRUE(history().empty());
}

TEST_F(MessagePageTest, OtherPagesMethodsAndMessagesAreRefused) {
  EXPECT_EQ(get("/favicon.ico").status, 404U);
  EXPECT_EQ(get("http://localhost:50000/req?com=A").status, 404U);
  EXPECT_EQ(get("").status, 404U);
  EXPECT_EQ(get("/post").status, 405U);
  EXPECT_EQ(page.answer({"POST", "/req?com=A", "", own}).status, 405U);
  EXPECT_EQ(page.answer({"PUT", "/", "", own}).status, 405U);
  EXPECT_EQ(post("com=A%00").body, "a message holds no NUL byte\n");
  EXPECT_EQ(post("com=%FF").body, "a message is UTF-8\n");
  EXPECT_EQ(post("com=" + std::string(65'536, 'x')).body, "a message has at most 65535 bytes\n");
  EXPECT_EQ(post("com=" + std::string(65'535, 'x')).message.size(), 65'535U);
}

// Any bytes at all: an answer, never a message that another way in would have refused, never markup
// of the sender's.
TEST_F(MessagePageTest, AnyBytesGetAnAnswer) {
  std::mt19937 random(1);
  const std::string_view alphabet("abcom=&%7C|+?/<>\"'\r\n\0\xE3\x81\x82\xFF", 25);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::size_t length = random() % 40; length > 0; --length) {
      text.push_back(alphabet[random() % alphabet.size()]);
    }
    const PageAnswer answers[] = {get("/req?com=" + text), post("com=" + text), get(text),
                                  get("/", {{text}, {text}, {text}})};
    for (const PageAnswer& answer : answers) {
      EXPECT_EQ(mmdagent::check_line(answer.message), mmdagent::LineProblem::none);
      EXPECT_EQ(answer.message.find_first_of("\r\n"), std::string::npos);
      EXPECT_FALSE(answer.message.starts_with('|'));
      if (answer.status == 200) {
        EXPECT_EQ(std::ranges::count(answer.body, '"') % 2, 0);
      }
    }
  }
}
