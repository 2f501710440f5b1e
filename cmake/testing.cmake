include(GoogleTest)

# Test sources are compiled for a short build, the libraries that they test as the preset says: most
# of the time of a sanitizer build would else go into optimising assertions that run once. For the
# same reason settings.cmake leaves the checks of undefined behaviour out of test sources.
if(MMDAGENT_SANITIZE)
  set(MMDAGENT_TEST_OPTIMISATION -O0)
else()
  set(MMDAGENT_TEST_OPTIMISATION $<$<CONFIG:Release>:-O1>)
endif()

# Where the checkout lies is compiled into one file alone (its header says why).
add_library(mmdagent_checkout STATIC "${CMAKE_SOURCE_DIR}/tests/support/checkout.cpp")
target_include_directories(mmdagent_checkout PUBLIC "${CMAKE_SOURCE_DIR}/tests")
target_compile_definitions(mmdagent_checkout PRIVATE MMDAGENT_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
                                                     MMDAGENT_BINARY_DIR="${CMAKE_BINARY_DIR}")
target_link_libraries(mmdagent_checkout PRIVATE mmdagent_settings)

# mmdagent_add_case(name program filter [TIMEOUT s])
# Some tests of a GoogleTest program as one ctest entry of its own, by a filter without exclusions;
# skipped when one of them is skipped, failed when there are none. The program, added later, does not
# list them again.
function(mmdagent_add_case name program filter)
  cmake_parse_arguments(CASE "" "TIMEOUT" "" ${ARGN})
  if(NOT CASE_TIMEOUT)
    set(CASE_TIMEOUT 600)
  endif()
  if(TARGET ${program})
    message(FATAL_ERROR "mmdagent_add_case(${name}): ${program} was added before its cases")
  endif()
  add_test(NAME ${name} COMMAND ${program} "--gtest_filter=${filter}")
  set_tests_properties(${name} PROPERTIES TIMEOUT ${CASE_TIMEOUT} LABELS unit
    FAIL_REGULAR_EXPRESSION "Running 0 tests" SKIP_REGULAR_EXPRESSION "\\[  SKIPPED \\]")
  set_property(GLOBAL APPEND PROPERTY mmdagent_cases_of_${program} "${filter}")
endfunction()

# mmdagent_add_test(name SOURCES a_test.cpp ... LIBRARIES lib ... [SERIAL])
# One GoogleTest program; each TEST becomes one ctest entry named <name>.<Suite>.<Test> with the label
# `unit`. The target mmdagent_unit_tests builds all of them.
function(mmdagent_add_test name)
  cmake_parse_arguments(TEST "SERIAL" "TIMEOUT" "SOURCES;LIBRARIES" ${ARGN})
  if(NOT TEST_TIMEOUT)
    set(TEST_TIMEOUT 900)  # what takes a second alone takes minutes at full length under a sanitizer
  endif()
  add_executable(${name} ${TEST_SOURCES})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
  set_target_properties(${name} PROPERTIES MMDAGENT_IS_TEST TRUE)
  target_compile_options(${name} PRIVATE ${MMDAGENT_TEST_OPTIMISATION})
  target_link_libraries(${name} PRIVATE mmdagent_settings mmdagent_checkout ${TEST_LIBRARIES}
                                        GTest::gtest GTest::gtest_main)
  set(properties TIMEOUT ${TEST_TIMEOUT} LABELS unit)
  if(TEST_SERIAL)
    list(APPEND properties RUN_SERIAL TRUE)
  endif()
  if(NOT TARGET mmdagent_unit_tests)
    add_custom_target(mmdagent_unit_tests)
  endif()
  add_dependencies(mmdagent_unit_tests ${name})
  get_property(cases GLOBAL PROPERTY mmdagent_cases_of_${name})
  set(others)
  if(cases)
    list(JOIN cases ":" filter)
    set(others TEST_FILTER "-${filter}")
  endif()
  gtest_discover_tests(${name} ${others} TEST_PREFIX "${name}." DISCOVERY_MODE PRE_TEST
    DISCOVERY_TIMEOUT 60 PROPERTIES ${properties})
endfunction()

# mmdagent_add_script_test(name script.py [ARGS ...] [SERIAL] [TIMEOUT s] [LABEL name])
# A Python (standard library) or shell script; exit status 77 means skipped, and it printed why. The
# label `program` marks those that also run on the sanitizer builds of the whole program.
# What the program keeps of its runs goes into the build folder, not to the user who tests.
function(mmdagent_add_script_test name script)
  cmake_parse_arguments(TEST "SERIAL" "TIMEOUT;LABEL" "ARGS" ${ARGN})
  if(NOT TEST_TIMEOUT)
    set(TEST_TIMEOUT 180)
  endif()
  if(script MATCHES "\\.py$")
    set(command python3 "${CMAKE_CURRENT_SOURCE_DIR}/${script}")
  else()
    set(command bash "${CMAKE_CURRENT_SOURCE_DIR}/${script}")
  endif()
  add_test(NAME ${name} COMMAND ${command} ${TEST_ARGS})
  set_tests_properties(${name} PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT ${TEST_TIMEOUT} LABELS "${TEST_LABEL}"
    ENVIRONMENT
    "MMDAGENT_BIN=${CMAKE_BINARY_DIR}/bin;MMDAGENT_SOURCE=${CMAKE_SOURCE_DIR};MMDAGENT_SANITIZE=${MMDAGENT_SANITIZE};MMDAgentContentDir=${CMAKE_BINARY_DIR}/tests/user")
  if(TEST_SERIAL)
    set_tests_properties(${name} PROPERTIES RUN_SERIAL TRUE)
  endif()
endfunction()
