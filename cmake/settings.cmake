# Language, warnings, output folders: one place for what every target of ours shares.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(MMDAGENT_PLUGIN_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin/Plugins")

# Paths are looked up relative to the checkout, so every checkout shares the cache.
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}"
                                  CCACHE_NOHASHDIR=1 "${CCACHE_PROGRAM}")
  set(CMAKE_C_COMPILER_LAUNCHER ${CMAKE_CXX_COMPILER_LAUNCHER})
endif()

# Sanitizers are chosen by preset: "address,undefined", "thread" or empty.
set(MMDAGENT_SANITIZE "" CACHE STRING "Value for -fsanitize=")

add_library(mmdagent_settings INTERFACE)
# No contraction: poses must be bit-equal across compilers and build types.
target_compile_options(mmdagent_settings INTERFACE -Wall -Wextra -Werror -ffp-contract=off)
target_compile_definitions(mmdagent_settings INTERFACE GLM_ENABLE_EXPERIMENTAL)
if(MMDAGENT_SANITIZE)
  target_compile_options(mmdagent_settings INTERFACE
    -fsanitize=${MMDAGENT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all
    $<$<BOOL:$<TARGET_PROPERTY:MMDAGENT_IS_TEST>>:-fno-sanitize=undefined>)
  target_link_options(mmdagent_settings INTERFACE -fsanitize=${MMDAGENT_SANITIZE})
  if(MMDAGENT_SANITIZE STREQUAL "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Boost.Asio contains atomic fences that g++ reports under -Wtsan; our own code has none.
    target_compile_options(mmdagent_settings INTERFACE -Wno-tsan)
  endif()
endif()
