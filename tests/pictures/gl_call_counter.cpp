#include "pictures/gl_call_counter.h"

#include <epoxy/gl.h>

namespace mmdagent::test {
namespace {

// Stands in one of libepoxy's function pointers.
template <auto* pointer, class Function>
struct Counted;

template <auto* pointer, class Result, class... Arguments>
struct Counted<pointer, Result (*)(Arguments...)> {
  static inline Result (*original)(Arguments...) = nullptr;
  static inline unsigned calls = 0;

  // A first call lets libepoxy find the driver's function, if the pointer still is its own, and
  // store it there.
  struct Stay {
    ~Stay() { install(); }
  };

  static Result call(Arguments... arguments) {
    ++calls;
    *pointer = original;
    const Stay stay;
    return original(arguments...);
  }
  static void install() {
    if (*pointer == &call) return;
    original = *pointer;
    *pointer = &call;
  }
  static void restore() { *pointer = original; }
};

struct Function {
  std::string_view name;
  unsigned* calls;
  void (*install)();
  void (*restore)();
};

template <auto* pointer>
constexpr Function function(std::string_view name) {
  using Hook = Counted<pointer, std::remove_pointer_t<decltype(pointer)>>;
  return {name, &Hook::calls, Hook::install, Hook::restore};
}

#define GL_FUNCTION(name) function<&epoxy_gl##name>(#name),
constexpr Function functions[] = {
#include "gl_functions.inc"
};
#undef GL_FUNCTION

}  // namespace

GlCallCounter::GlCallCounter() {
  for (const Function& function : functions) function.install();
  reset();
}

GlCallCounter::~GlCallCounter() {
  for (const Function& function : functions) function.restore();
}

void GlCallCounter::reset() {
  for (const Function& function : functions) *function.calls = 0;
}

std::string GlCallCounter::list() const {
  std::string text;
  for (const Function& function : functions) {
    if (*function.calls == 0) continue;
    text.append(function.name).append(" ").append(std::to_string(*function.calls)).append("\n");
  }
  return text;
}

unsigned GlCallCounter::all() const { return of(""); }

unsigned GlCallCounter::of(std::string_view beginning) const {
  unsigned sum = 0;
  for (const Function& function : functions) {
    if (function.name.starts_with(beginning)) sum += *function.calls;
  }
  return sum;
}

}  // namespace mmdagent::test
