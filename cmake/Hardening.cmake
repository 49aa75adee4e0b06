# Protections in everything that is shipped: the program, the Debian package's and the self-contained one, all of which
# are release builds of the same objects. tests/packages/hardened.test.mjs reads them in the files.
include(CheckCXXCompilerFlag)

# _FORTIFY_SOURCE needs optimization.
set(_wasmpair_optimized CONFIG:Release,RelWithDebInfo,MinSizeRel)

function(_wasmpair_optimized_options)
  foreach(option IN LISTS ARGN)
    add_compile_options("$<$<${_wasmpair_optimized}>:${option}>")
  endforeach()
endfunction()

# Call it before the first target.
function(wasmpair_harden)
  if(WASMPAIR_SANITIZE)
    return()
  endif()
  # Distributions' compilers may define a lower level.
  _wasmpair_optimized_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong)
  # No path of the build in the files: two builds of the same sources are the same bytes, wherever they are made.
  _wasmpair_optimized_options(-ffile-prefix-map=${PROJECT_SOURCE_DIR}/= -ffile-prefix-map=${PROJECT_BINARY_DIR}/=)
  if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
    # It names the places of lambdas in __PRETTY_FUNCTION__, and ccache gives it relative paths.
    file(RELATIVE_PATH sources ${PROJECT_BINARY_DIR} ${PROJECT_SOURCE_DIR})
    string(REGEX REPLACE "/$" "" sources "${sources}")
    _wasmpair_optimized_options(-ffile-prefix-map=${sources}/=)
  endif()
  if(CMAKE_SYSTEM_NAME STREQUAL Linux)
    _wasmpair_harden_elf()
  endif()
endfunction()

# On other systems, the linker's defaults are position-independent programs with read-only imports.
function(_wasmpair_harden_elf)
  foreach(flag -fstack-clash-protection -fcf-protection)  # the latter exists for x86 alone
    string(MAKE_C_IDENTIFIER "WASMPAIR_HAS${flag}" known)
    check_cxx_compiler_flag(${flag} ${known})
    if(${known})
      _wasmpair_optimized_options(${flag})
    endif()
  endforeach()
  if(NOT DEFINED CMAKE_POSITION_INDEPENDENT_CODE)
    # Shared libraries of the tests have -fPIC already, which this would override.
    add_compile_options("$<$<AND:$<${_wasmpair_optimized}>,$<NOT:$<STREQUAL:$<TARGET_PROPERTY:TYPE>,MODULE_LIBRARY>>>:-fPIE>")
    add_link_options("$<$<AND:$<${_wasmpair_optimized}>,$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>>:-pie>")
  endif()
  add_link_options(-Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
endfunction()
