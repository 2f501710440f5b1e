# mmdagent_add_plugin(Name SOURCES a.cpp b.cpp [LIBRARIES lib ...] [CORE_SOURCES ...])
# Builds Plugin_<Name>.so into MMDAGENT_PLUGIN_OUTPUT_DIRECTORY. A plugin sees only the headers of
# the host. Serves this tree and, through find_package(mmdagent), any other.
#
# SOURCES       the face (registration) and everything only the plugin needs.
# CORE_SOURCES  the work, also built as static library Plugin_<Name>_core so that tests reach it.
# LIBRARIES     what the plugin links besides the host's headers.
function(mmdagent_add_plugin name)
  cmake_parse_arguments(PLUGIN "" "" "SOURCES;CORE_SOURCES;LIBRARIES" ${ARGN})
  if(NOT PLUGIN_SOURCES)
    message(FATAL_ERROR "mmdagent_add_plugin(${name}): SOURCES is missing")
  endif()
  set(target "Plugin_${name}")
  set(settings)
  if(TARGET mmdagent_settings)
    set(settings mmdagent_settings)
  endif()
  add_library(${target} MODULE ${PLUGIN_SOURCES})
  set_target_properties(${target} PROPERTIES
    PREFIX "" LIBRARY_OUTPUT_DIRECTORY "${MMDAGENT_PLUGIN_OUTPUT_DIRECTORY}"
    CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
  if(PLUGIN_CORE_SOURCES)
    add_library(${target}_core STATIC ${PLUGIN_CORE_SOURCES})
    set_target_properties(${target}_core PROPERTIES
      POSITION_INDEPENDENT_CODE ON CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
    target_include_directories(${target}_core PUBLIC "${CMAKE_CURRENT_SOURCE_DIR}/src")
    target_link_libraries(${target}_core PUBLIC ${settings} mmdagent_api ${PLUGIN_LIBRARIES})
    target_link_libraries(${target} PRIVATE ${target}_core)
  endif()
  target_link_libraries(${target} PRIVATE ${settings} mmdagent_api ${PLUGIN_LIBRARIES})
  if(NOT TARGET mmdagent_plugins)
    add_custom_target(mmdagent_plugins)
  endif()
  add_dependencies(mmdagent_plugins ${target})
  install(TARGETS ${target} LIBRARY DESTINATION lib/mmdagent/Plugins)
endfunction()
