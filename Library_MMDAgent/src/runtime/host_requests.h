// What the scene and its keys ask of the program around it, and of the desktop around that.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>

#include "runtime/desktop_opener.h"
#include "runtime/update_check.h"
#include "runtime/url_opener.h"
#include "scene/desktop_request.h"
#include "scene/services.h"

namespace mmdagent {

class AgentPictures;
class InboundRing;
class UserInput;

// Agent thread only.
class HostRequests {
 public:
  // All of it outlives this object.
  struct Parts {
    SceneServices& services;
    UserInput& input;
    AgentPictures& pictures;
    InboundRing& ring;
    std::function<void()> stop;  // the run
    std::filesystem::path system_dir;
    bool checks_updates = true;
    bool may_ask = false;  // somebody looks at a window
  };

  explicit HostRequests(Parts parts);
  HostRequests(const HostRequests&) = delete;
  HostRequests& operator=(const HostRequests&) = delete;

  void take(HostRequest request);

  // The content and its plugins have begun.
  void begin();
  // After each frame.
  void step();
  // A document was closed by this button.
  void closed_document(std::string_view button);
  // Nothing comes through the ring any more.
  void end() { update_check_.reset(); }

 private:
  void take(DesktopRequest request);

  Parts parts_;
  DesktopOpener desktop_;
  UrlOpener url_opener_;
  std::optional<UpdateCheck> update_check_;
};

}  // namespace mmdagent
