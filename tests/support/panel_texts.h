// What the program's own panels say.
#pragma once

#include <string>
#include <vector>

#include "render/snapshot.h"

namespace test_support {

// In the order in which they are drawn.
inline std::vector<std::string> panel_texts(const mmdagent::Snapshot& snapshot) {
  std::vector<std::string> texts;
  for (const mmdagent::FlatItem& item : snapshot.flat) {
    if (item.kind != mmdagent::FlatItem::Kind::text) continue;
    texts.emplace_back(snapshot.characters.data() + item.first, item.count);
  }
  return texts;
}

}  // namespace test_support
