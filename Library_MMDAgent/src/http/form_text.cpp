#include "http/form_text.h"

#include <algorithm>

#include "message/message_text.h"

namespace mmdagent::http {
namespace {

int hexadecimal(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

std::string decoded(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '+') {
      result.push_back(' ');
    } else if (text[at] == '%' && text.size() - at > 2 && hexadecimal(text[at + 1]) >= 0 &&
               hexadecimal(text[at + 2]) >= 0) {
      result.push_back(
          static_cast<char>(hexadecimal(text[at + 1]) * 16 + hexadecimal(text[at + 2])));
      at += 2;
    } else {
      result.push_back(text[at]);
    }
  }
  return result;
}

void append_escaped(std::string& out, char character) {
  switch (character) {
    case '&':
      out.append("&amp;");
      break;
    case '<':
      out.append("&lt;");
      break;
    case '>':
      out.append("&gt;");
      break;
    case '"':
      out.append("&quot;");
      break;
    case '\'':
      out.append("&#39;");
      break;
    default:
      out.push_back(character);
  }
}

}  // namespace

std::optional<std::string> form_value(std::string_view form, std::string_view name) {
  while (!form.empty()) {
    const std::string_view field = form.substr(0, form.find('&'));
    const std::size_t equals = std::min(field.find('='), field.size());
    if (decoded(field.substr(0, equals)) == name) {
      return decoded(equals < field.size() ? field.substr(equals + 1) : std::string_view());
    }
    form.remove_prefix(std::min(field.size() + 1, form.size()));
  }
  return std::nullopt;
}

std::string escaped_for_html(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t valid = valid_utf8_length(text);
    for (const char character : text.substr(0, valid)) append_escaped(result, character);
    text.remove_prefix(valid);
    if (text.empty()) break;
    result.append("\xEF\xBF\xBD");
    text.remove_prefix(1);
  }
  return result;
}

}  // namespace mmdagent::http
