// One text in, one text out.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "child_process.h"

namespace process {

// Gives `input` and the end of it to a program that was not given anything yet, and waits until it
// has closed its output: that is the result. nullopt: `patience` was not enough. Any thread that
// may wait; signals of broken pipes are blocked on it from then on.
std::optional<std::string> exchange(ChildProcess& child, std::string_view input,
                                    std::chrono::milliseconds patience);

}  // namespace process
