# What a plugin outside this tree needs: headers, the CMake function, a package file for
# find_package(mmdagent). As a component of its own it installs without building anything.
include(CMakePackageConfigHelpers)

set(package_dir lib/cmake/mmdagent)
configure_package_config_file(
  "${CMAKE_CURRENT_LIST_DIR}/mmdagentConfig.cmake.in"
  "${CMAKE_BINARY_DIR}/package/mmdagentConfig.cmake"
  INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file("${CMAKE_BINARY_DIR}/package/mmdagentConfigVersion.cmake"
  COMPATIBILITY SameMajorVersion)

install(DIRECTORY "${CMAKE_SOURCE_DIR}/Library_MMDAgent/include/MMDAgent" DESTINATION include
  COMPONENT plugin_interface)
install(FILES
  "${CMAKE_BINARY_DIR}/package/mmdagentConfig.cmake"
  "${CMAKE_BINARY_DIR}/package/mmdagentConfigVersion.cmake"
  "${CMAKE_CURRENT_LIST_DIR}/plugins.cmake"
  DESTINATION ${package_dir} COMPONENT plugin_interface)
