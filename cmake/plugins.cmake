# mmdagent_add_plugin(Name SOURCES a.cpp b.cpp [LIBRARIES lib ...] [CORE_SOURCES ...])
# Builds Plugin_<Name>.so into bin/Plugins. A plugin sees only the headers of the host.
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
  add_library(${target} MODULE ${PLUGIN_SOURCES})
  set_target_properties(${target} PROPERTIES
    PREFIX "" LIBRARY_OUTPUT_DIRECTORY "${MMDAGENT_PLUGIN_OUTPUT_DIRECTORY}")
  if(TARGET mmdagent_settings)
    target_link_libraries(${target} PRIVATE mmdagent_settings)
  endif()
  if(PLUGIN_CORE_SOURCES)
    add_library(${target}_core STATIC ${PLUGIN_CORE_SOURCES})
    target_include_directories(${target}_core PUBLIC "${CMAKE_CURRENT_SOURCE_DIR}/src")
    target_link_libraries(${target}_core
      PUBLIC mmdagent_settings mmdagent_api ${PLUGIN_LIBRARIES})
    target_link_libraries(${target} PRIVATE ${target}_core)
  endif()
  target_link_libraries(${target} PRIVATE mmdagent_api ${PLUGIN_LIBRARIES})
  install(TARGETS ${target} LIBRARY DESTINATION lib/mmdagent/Plugins)
endfunction()
