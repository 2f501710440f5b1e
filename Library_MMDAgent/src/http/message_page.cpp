#include "http/message_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "host_limits.h"
#include "http/form_text.h"
#include "message/message_text.h"

namespace mmdagent::http {
namespace {

constexpr std::string_view field_name = "com";

constexpr std::string_view page_start = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>MMDAgent</title>
<style>
body { font-family: sans-serif; margin: 2em auto; max-width: 50em; padding: 0 1em; }
textarea { box-sizing: border-box; font: 1em monospace; height: 4em; width: 100%; }
li { font-family: monospace; overflow-wrap: anywhere; }
</style>
</head>
<body>
<form action="/post" method="post">
<p><label for="com">Message, one line: TYPE|argument|argument</label></p>
<p><textarea id="com" name="com" autofocus>
)";
constexpr std::string_view page_middle = R"(</textarea></p>
<p><button type="submit">Send</button></p>
</form>
)";
constexpr std::string_view page_end = "</body>\n</html>\n";

PageAnswer refused(unsigned status, std::string_view reason) {
  return {status, fmt::format("{}\n", reason), {}};
}

std::string first_line(std::string text) {
  text.resize(std::min(text.find_first_of("\r\n"), text.size()));
  return text;
}

std::string_view text_of(LineProblem problem) {
  switch (problem) {
    case LineProblem::too_long:
      return "a message has at most 65535 bytes";
    case LineProblem::null_byte:
      return "a message holds no NUL byte";
    case LineProblem::invalid_utf8:
      return "a message is UTF-8";
    case LineProblem::none:
      break;
  }
  return {};
}

}  // namespace

PageAnswer MessagePage::answer(const PageRequest& request) {
  if (const auto reason = guard_.refusal(request.source)) return refused(403, *reason);
  const std::size_t mark = std::min(request.target.find('?'), request.target.size());
  const std::string_view path = request.target.substr(0, mark);
  const bool knows = path == "/" || path == "/req" || path == "/post";
  if (!knows) return refused(404, "there are only /, /req?com= and /post");
  const std::string_view method = path == "/post" ? "POST" : "GET";
  if (request.method != method)
    return refused(405, fmt::format("{} is asked with {}", path, method));
  if (path == "/post") return take(form_value(request.body, field_name));
  if (path == "/") return take(std::nullopt);
  return take(
      form_value(request.target.substr(std::min(mark + 1, request.target.size())), field_name));
}

PageAnswer MessagePage::take(const std::optional<std::string>& command) {
  PageAnswer answer;
  const std::string line = first_line(command.value_or(std::string()));
  const LineProblem problem = check_line(line);
  if (problem != LineProblem::none) return refused(400, text_of(problem));
  answer.message = split_line(line).text;
  if (!answer.message.empty()) remember(answer.message);
  answer.body = html(line);
  return answer;
}

void MessagePage::remember(const std::string& message) {
  if (!history_.empty() && history_.front() == message) return;
  history_.push_front(message);
  if (history_.size() > limits::http_history) history_.pop_back();
}

std::string MessagePage::html(std::string_view filled_in) const {
  std::string page(page_start);
  page += escaped_for_html(filled_in);
  page += page_middle;
  if (!history_.empty()) {
    page += "<p>Sent, newest first:</p>\n<ol>\n";
    for (const std::string& message : history_) {
      page += "<li>" + escaped_for_html(message) + "</li>\n";
    }
    page += "</ol>\n";
  }
  page += page_end;
  return page;
}

}  // namespace mmdagent::http
