// Runs a loader that must fail and returns the text of its error.
#pragma once

#include <string>

#include "MMDFiles/load_error.h"

namespace test_support {

template <typename Load>
std::string load_error_of(Load&& load) {
  try {
    load();
  } catch (const mmd::LoadError& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace test_support
