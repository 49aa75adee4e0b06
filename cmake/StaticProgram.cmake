# The program for every Linux distribution. It contains all libraries except the C library, because the name service
# must be that of the system. It is linked from the same objects as the usual program.
#
# WASMPAIR_STATIC_CURL and WASMPAIR_STATIC_BROTLI are the prefixes of a static libcurl and libbrotli, which tools/package
# builds: distributions' libcurl needs libraries that exist only as shared ones, and Debian 12's libbrotli knows no
# dictionaries.
set(WASMPAIR_STATIC_BROTLI "" CACHE PATH "Prefix of a static libbrotli, 1.1 or later")
set(WASMPAIR_STATIC_CURL "" CACHE PATH "Prefix of a static libcurl, which enables the target wasmpair_static")

# Sets VARIABLE to the files of these static libraries.
function(_wasmpair_static_libraries variable)
  set(files)
  foreach(name IN LISTS ARGN)
    find_library(WASMPAIR_STATIC_LIBRARY_${name} lib${name}.a REQUIRED)
    list(APPEND files ${WASMPAIR_STATIC_LIBRARY_${name}})
  endforeach()
  set(${variable} ${files} PARENT_SCOPE)
endfunction()

function(wasmpair_add_static_program)
  # A separate target, so that the checks of our sources know how to compile it even if the program is not linked.
  add_library(wasmpair_static_fmt OBJECT EXCLUDE_FROM_ALL tools/static/fmt.cpp)
  wasmpair_warnings(wasmpair_static_fmt)
  if(NOT WASMPAIR_STATIC_CURL OR NOT WASMPAIR_STATIC_BROTLI)
    return()
  endif()
  _wasmpair_static_libraries(libraries
    boost_filesystem boost_program_options ssl crypto nghttp2 idn2 unistring z deflate zstd uv_a)
  # The library target would add its shared dependencies; its archive does not.
  add_executable(wasmpair_static EXCLUDE_FROM_ALL $<TARGET_OBJECTS:wasmpair_program> $<TARGET_OBJECTS:wasmpair_static_fmt>)
  add_dependencies(wasmpair_static wasmpair_command_line)
  set_target_properties(wasmpair_static PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY static OUTPUT_NAME wasmpair
    LINK_DEPENDS "$<TARGET_FILE:wasmpair_command_line>;$<TARGET_FILE:wasmpair>")
  target_link_libraries(wasmpair_static PRIVATE
    $<TARGET_FILE:wasmpair_command_line> $<TARGET_FILE:wasmpair>
    ${WASMPAIR_STATIC_CURL}/lib/libcurl.a
    ${WASMPAIR_STATIC_BROTLI}/lib/libbrotlienc.a ${WASMPAIR_STATIC_BROTLI}/lib/libbrotlidec.a
    ${WASMPAIR_STATIC_BROTLI}/lib/libbrotlicommon.a ${libraries} Threads::Threads)
  target_link_options(wasmpair_static PRIVATE -static-libstdc++ -static-libgcc -Wl,--gc-sections -s)
endfunction()
