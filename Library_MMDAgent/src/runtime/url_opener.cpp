#include "runtime/url_opener.h"

#include <fmt/format.h>

#include <string>

#include "options/key_value_store.h"
#include "runtime/desktop_opener.h"

namespace mmdagent {
namespace {

constexpr std::string_view variable = "_RequestedURL";
constexpr std::string_view nothing = "NO";

}  // namespace

void UrlOpener::step() {
  if (!values_.contains(variable)) return;
  const std::string address = values_.value(variable, nothing);
  if (address == nothing || address.empty()) return;
  values_.set(variable, nothing);
  if (!address.starts_with("http://") && !address.starts_with("https://")) {
    log_(Level::error,
         fmt::format("{}: expected an address of http or https, got \"{}\"", variable, address));
    return;
  }
  desktop_.open(address);
}

}  // namespace mmdagent
