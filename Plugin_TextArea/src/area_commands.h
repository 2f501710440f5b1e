// The areas and the commands that act on them (plugins.md sections 4.1 and 4.2). Agent thread.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "area_picture.h"
#include "area_request.h"

namespace text_area {

class AreaCommands {
 public:
  explicit AreaCommands(mmdagent::Host& host) : host_(host) {}

  // TEXTAREA_ADD, TEXTAREA_SET or TEXTAREA_DELETE. What names an area whose image is being read is
  // carried out after that, in order.
  void execute(std::string_view type, std::string_view args);
  // Not enabled: no area is seen, and new contents are not taken.
  void set_enabled(bool enabled);
  // A model appeared under this alias, or changed: what hangs on it looks for its bone again.
  void mount_anew(std::string_view model);
  // Once per step.
  void update(double frames);

 private:
  struct Area {
    AreaRequest request;
    AreaPicture picture;
    bool mounted = false;
    mmdagent::BoardPlace place;
  };
  struct Command {
    std::string type;
    std::string args;
  };
  // An image on its way into an area, and what waits for it.
  struct Arrival {
    std::string file;
    std::uint64_t image = 0;
    std::deque<Command> waiting;
  };

  void carry_out(std::string_view type, std::string_view args);
  void add(std::string_view args);
  void set(std::string_view args);
  void remove(std::string_view args);
  bool mount(Area& area);
  bool resolve(Area& area) const;
  bool try_image(std::string_view alias, const std::string& content);
  void finish(const std::string& alias, Arrival arrival);
  void take_content(Area& area, Content content);
  void show(const Area& area);
  Area* find(std::string_view alias);
  void drop(std::uint64_t image);
  void report(mmdagent::Level level, std::string_view text) { host_.log(level, text); }

  mmdagent::Host& host_;
  bool enabled_ = true;
  std::vector<Area> areas_;                               // in order of creation
  std::map<std::string, Arrival, std::less<>> arrivals_;  // by alias
};

}  // namespace text_area
