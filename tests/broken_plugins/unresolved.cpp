extern "C" int nobody_defines_this();

extern "C" __attribute__((visibility("default"))) int uses_it() { return nobody_defines_this(); }
