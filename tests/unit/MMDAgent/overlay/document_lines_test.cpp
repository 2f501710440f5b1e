#include "overlay/document_lines.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

using mmdagent::document_lines;
using mmdagent::DocumentLine;
using mmdagent::DocumentLink;
using Texts = std::vector<std::string>;

namespace {

Texts texts(std::string_view text) {
  Texts result;
  for (const DocumentLine& line : document_lines(text)) result.emplace_back(line.text);
  return result;
}

Texts links(std::string_view text) {
  Texts result;
  for (const DocumentLine& line : document_lines(text)) {
    for (const DocumentLink& link : line.links) {
      result.emplace_back(line.text.substr(link.first, link.count));
    }
  }
  return result;
}

}  // namespace

TEST(DocumentLines, EachKindOfLineEnd) {
  EXPECT_EQ(texts(""), (Texts{""}));
  EXPECT_EQ(texts("a"), (Texts{"a"}));
  EXPECT_EQ(texts("a\nb\rc\r\nd"), (Texts{"a", "b", "c", "d"}));
  EXPECT_EQ(texts("a\n\n\r\r\n"), (Texts{"a", "", "", "", ""}));
}

TEST(DocumentLines, LinksOfThreeSchemes) {
  EXPECT_EQ(links("see http://a.b/c, https://d and mmdagent://e/f?g=1&h=%20#i."),
            (Texts{"http://a.b/c,", "https://d", "mmdagent://e/f?g=1&h=%20#i."}));
  EXPECT_EQ(links("ftp://a http:/b HTTP://c"), Texts{});
}

TEST(DocumentLines, ALinkEndsAtWhatIsOfNoAddress) {
  EXPECT_EQ(links("<http://a>http://b\"x"), (Texts{"http://a", "http://b"}));
  EXPECT_EQ(links("http://日本"), Texts{});
  EXPECT_EQ(links("http://a日本"), (Texts{"http://a"}));
  EXPECT_EQ(links("http://a\nb"), (Texts{"http://a"}));
  EXPECT_EQ(links("http://"), Texts{});
  EXPECT_EQ(links("http://http://x"), (Texts{"http://http://x"}));
}
