// A desktop whose `xdg-open` writes down what it is given.
#pragma once

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "support/scoped_environment.h"
#include "support/temporary_folder.h"

namespace test_support {

class FakeDesktop {
 public:
  // `status`: with which it ends.
  explicit FakeDesktop(int status = 0) {
    const std::filesystem::path program =
        dir_.write("xdg-open", "#!/bin/sh\nprintf '%s\\n' \"$@\" > '" + written().string() +
                                   ".tmp'\nmv '" + written().string() + ".tmp' '" +
                                   written().string() + "'\nexit " + std::to_string(status) + "\n");
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  }

  // Its arguments, one a line, once it has ended; `opener`: a DesktopOpener, or what steps one.
  template <class Opener>
  std::string wait(Opener& opener) const {
    for (int i = 0; i < 2000 && (!std::filesystem::exists(written()) || opener.running() > 0);
         ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      opener.step();
    }
    std::ifstream in(written());
    return {std::istreambuf_iterator<char>(in), {}};
  }

 private:
  std::filesystem::path written() const { return dir_.path() / "written"; }

  TemporaryFolder dir_;
  ScopedEnvironment path_{"PATH", dir_.path().string() + ":/usr/bin:/bin"};
};

}  // namespace test_support
