# Every library comes from Debian 12 packages; scripts/setup.sh installs them.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(glm REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(glfw3 3.3 REQUIRED)
find_package(OpenAL REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(Bullet REQUIRED)
pkg_check_modules(EPOXY REQUIRED IMPORTED_TARGET epoxy)
pkg_check_modules(LIBZIP REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(SNDFILE REQUIRED IMPORTED_TARGET sndfile)
if(NOT MMDAGENT_FUZZ)
  find_package(GTest REQUIRED)
  find_package(benchmark REQUIRED)
endif()

# Bullet's config lists bare paths; wrap them so that targets see one name.
add_library(mmdagent_bullet INTERFACE)
target_include_directories(mmdagent_bullet SYSTEM INTERFACE
  "${BULLET_ROOT_DIR}/${BULLET_INCLUDE_DIRS}" /usr/include/bullet)
target_link_libraries(mmdagent_bullet INTERFACE BulletDynamics BulletCollision LinearMath)
