# The programs of tools/package --platforms, which need nothing but the system: for Linux, they contain the C library,
# musl, too.
option(WASMPAIR_FULLY_STATIC "Link the program with nothing shared but the libraries of macOS or Windows" OFF)

# Call it where `program` and the library are defined.
function(wasmpair_fully_static program)
  # Its headers, which are not among the system's.
  target_link_libraries(${program} PRIVATE Boost::program_options)
  if(WIN32)
    target_link_libraries(${program} PRIVATE ntdll ws2_32 mswsock advapi32 bcrypt crypt32)
    target_link_options(${program} PRIVATE -Wl,--gc-sections -s)
    target_sources(${program} PRIVATE ${PROJECT_SOURCE_DIR}/tools/platforms/windows/wasmpair.rc)
    return()
  elseif(APPLE)
    target_link_options(${program} PRIVATE -Wl,-dead_strip -s)
    return()
  endif()
  # musl gives threads this much, too, instead of 128 KiB; WASI has no other stack.
  target_link_options(${program} PRIVATE -Wl,--gc-sections -s -Wl,-z,stack-size=8388608)
endfunction()
