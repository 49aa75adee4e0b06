# Compiles for WASMPAIR_TARGET, in zig's terms such as x86_64-linux-musl or aarch64-macos.13.0, with the zig toolchain whose
# commands are in WASMPAIR_ZIG; the libraries are those of WASMPAIR_PLATFORM_PREFIX alone. tools/lib/platforms.sh makes
# both directories.
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES WASMPAIR_TARGET WASMPAIR_ZIG WASMPAIR_PLATFORM_PREFIX)

string(REGEX REPLACE "-.*" "" CMAKE_SYSTEM_PROCESSOR "${WASMPAIR_TARGET}")
if(WASMPAIR_TARGET MATCHES "-macos")
  set(CMAKE_SYSTEM_NAME Darwin)
  # Those of Xcode, which is not here; the target says them.
  foreach(setting SYSROOT ARCHITECTURES DEPLOYMENT_TARGET)
    set(CMAKE_OSX_${setting} "" CACHE STRING "" FORCE)
  endforeach()
  # CMake insists on one, and calls it for shared libraries alone.
  set(CMAKE_INSTALL_NAME_TOOL false CACHE FILEPATH "" FORCE)
elseif(WASMPAIR_TARGET MATCHES "-windows")
  set(CMAKE_SYSTEM_NAME Windows)
  set(CMAKE_RC_COMPILER ${WASMPAIR_ZIG}/zig-rc)
elseif(WASMPAIR_TARGET MATCHES "-wasi")
  set(CMAKE_SYSTEM_NAME WASI)
  list(APPEND CMAKE_MODULE_PATH ${CMAKE_CURRENT_LIST_DIR}/wasm/modules)
else()
  set(CMAKE_SYSTEM_NAME Linux)
endif()

foreach(language C CXX)
  set(CMAKE_${language}_COMPILER_TARGET ${WASMPAIR_TARGET})
  # zig enables the undefined behavior sanitizer and debug information unless it is told otherwise. Messages of libraries
  # name their headers.
  set(CMAKE_${language}_FLAGS_INIT "-fno-sanitize=all -g0 -ffunction-sections -fdata-sections \
-ffile-prefix-map=${WASMPAIR_PLATFORM_PREFIX}/= -ffile-prefix-map=${WASMPAIR_ZIG}/=")
  # A program for macOS keeps the name of every symbol that it exports.
  set(CMAKE_${language}_VISIBILITY_PRESET hidden)
endforeach()
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_C_COMPILER ${WASMPAIR_ZIG}/zig-cc)
set(CMAKE_CXX_COMPILER ${WASMPAIR_ZIG}/zig-c++)
if(CMAKE_SYSTEM_NAME STREQUAL "WASI")
  include(${CMAKE_CURRENT_LIST_DIR}/wasm/standard_library.cmake)
endif()
set(CMAKE_AR ${WASMPAIR_ZIG}/zig-ar CACHE FILEPATH "" FORCE)
set(CMAKE_RANLIB ${WASMPAIR_ZIG}/zig-ranlib CACHE FILEPATH "" FORCE)
if(CMAKE_SYSTEM_NAME STREQUAL Linux)
  set(CMAKE_EXE_LINKER_FLAGS_INIT -static)
else()
  # OpenSSL's, which CMake's own module does not find for Windows.
  set(CMAKE_FIND_PACKAGE_PREFER_CONFIG ON)
endif()

set(CMAKE_FIND_ROOT_PATH ${WASMPAIR_PLATFORM_PREFIX})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
foreach(kind LIBRARY INCLUDE PACKAGE)
  set(CMAKE_FIND_ROOT_PATH_MODE_${kind} ONLY)
endforeach()
list(APPEND CMAKE_PREFIX_PATH /)
set(ENV{PKG_CONFIG_LIBDIR} ${WASMPAIR_PLATFORM_PREFIX}/lib/pkgconfig)
