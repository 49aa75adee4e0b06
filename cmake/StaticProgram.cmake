# The program for every Linux distribution: all libraries are in it but the C library's, whose name service must be that of
# the system that it runs on. It is linked from the same objects as the usual program.
#
# WASMPAIR_STATIC_CURL is the prefix of a static libcurl, which tools/package builds: that of distributions needs libraries
# that exist as shared ones alone.
set(WASMPAIR_STATIC_CURL "" CACHE PATH "Prefix of a static libcurl; if set, there is a target wasmpair_static")

# Sets VARIABLE to the files of these static libraries.
function(_wasmpair_static_libraries variable)
  set(files)
  foreach(name IN LISTS ARGN)
    find_library(WASMPAIR_STATIC_LIBRARY_${name} lib${name}.a HINTS ${WASMPAIR_STATIC_CURL}/lib REQUIRED)
    list(APPEND files ${WASMPAIR_STATIC_LIBRARY_${name}})
  endforeach()
  set(${variable} ${files} PARENT_SCOPE)
endfunction()

function(wasmpair_add_static_program)
  if(NOT WASMPAIR_STATIC_CURL)
    return()
  endif()
  _wasmpair_static_libraries(libraries
    boost_filesystem boost_program_options curl ssl crypto nghttp2 idn2 unistring z brotlienc brotlidec brotlicommon
    deflate zstd)
  # The library itself would bring its shared dependencies; its archive does not.
  add_executable(wasmpair_static EXCLUDE_FROM_ALL $<TARGET_OBJECTS:wasmpair_program> tools/static/fmt.cpp)
  add_dependencies(wasmpair_static wasmpair)
  set_target_properties(wasmpair_static PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY static OUTPUT_NAME wasmpair LINK_DEPENDS $<TARGET_FILE:wasmpair>)
  target_link_libraries(wasmpair_static PRIVATE $<TARGET_FILE:wasmpair> ${libraries} Threads::Threads)
  target_link_options(wasmpair_static PRIVATE -static-libstdc++ -static-libgcc -Wl,--gc-sections -s)
  wasmpair_warnings(wasmpair_static)
endfunction()
