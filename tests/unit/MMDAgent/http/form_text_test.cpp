#include "http/form_text.h"

#include <gtest/gtest.h>

using mmdagent::http::escaped_for_html;
using mmdagent::http::form_value;

TEST(FormText, TheFirstFieldOfTheNameCounts) {
  EXPECT_EQ(form_value("com=A%7Cb&com=B", "com"), "A|b");
  EXPECT_EQ(form_value("x=1&com=A", "com"), "A");
  EXPECT_EQ(form_value("c%6Fm=A", "com"), "A");
  EXPECT_EQ(form_value("com=", "com"), "");
  EXPECT_EQ(form_value("&&com", "com"), "");
  EXPECT_EQ(form_value("comA=1&xcom=2", "com"), std::nullopt);
  EXPECT_EQ(form_value("", "com"), std::nullopt);
}

TEST(FormText, DecodesWhatIsEncodedAndNothingElse) {
  EXPECT_EQ(form_value("com=a+b%2Bc%20d=e", "com"), "a b+c d=e");
  EXPECT_EQ(form_value("com=%e3%81%82%0D%0a", "com"), "\xE3\x81\x82\r\n");
  EXPECT_EQ(form_value("com=100%&x", "com"), "100%");
  EXPECT_EQ(form_value("com=%4&x", "com"), "%4");
  EXPECT_EQ(form_value("com=%zz%41", "com"), "%zzA");
}

TEST(FormText, EscapesWhatHtmlWouldUnderstand) {
  EXPECT_EQ(escaped_for_html("<script>alert('a' & \"b\")</script>"),
            "&lt;script&gt;alert(&#39;a&#39; &amp; &quot;b&quot;)&lt;/script&gt;");
  EXPECT_EQ(escaped_for_html("\xE3\x81\x82 \xFF<"), "\xE3\x81\x82 \xEF\xBF\xBD&lt;");
}
