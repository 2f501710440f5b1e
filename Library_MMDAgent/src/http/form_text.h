// Text as browsers send it in forms, and as they want it in pages. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mmdagent::http {

// The value of the first field `name` of `name=value&…` (application/x-www-form-urlencoded, also
// the query of a URL), decoded. A `%` without two hexadecimal digits stays as it is.
std::optional<std::string> form_value(std::string_view form, std::string_view name);

// For elements and attributes in quotation marks; bytes that are not UTF-8 become U+FFFD.
std::string escaped_for_html(std::string_view text);

}  // namespace mmdagent::http
