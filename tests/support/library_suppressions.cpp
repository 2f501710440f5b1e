// What the sanitizers find inside Mesa's software rasteriser, its EGL library and PulseAudio's
// client is not ours to mend. Linked into every program that draws or opens a sound device; nothing
// of our own is suppressed.
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)

// The sanitizers' libraries look these names up in the program.
#define EXPORTED extern "C" __attribute__((visibility("default")))

// They hand work to their threads with atomics of assembly that the sanitizer does not see.
EXPORTED const char* __tsan_default_suppressions();
const char* __tsan_default_suppressions() {
  return "race:swrast_dri.so\nrace:libEGL_mesa.so\nrace:libpulse\n";
}

// Where a library that was opened late has thread-local variables, the sanitizer guesses from what
// lies before them where they end. It guesses wrong, and crashes at the end of the process,
// depending on nothing but the length of the command line.
EXPORTED const char* __asan_default_options();
const char* __asan_default_options() { return "intercept_tls_get_addr=0"; }

// Both keep tables of the process until its end without a pointer that the sanitizer follows.
EXPORTED const char* __lsan_default_suppressions();
const char* __lsan_default_suppressions() {
  return "leak:swrast_dri.so\nleak:libEGL_mesa.so\nleak:libLLVM\n";
}

#endif
