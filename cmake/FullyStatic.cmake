# The programs for other Linux platforms, which contain the C library, musl, too: tools/package --platforms.
option(WASMPAIR_FULLY_STATIC "Link the program with nothing shared, not even the C library (musl)" OFF)

# Call it where `program` and the library are defined.
function(wasmpair_fully_static program)
  # Its headers, which are not among the system's.
  target_link_libraries(${program} PRIVATE Boost::program_options)
  # musl gives threads this much, too, instead of 128 KiB.
  target_link_options(${program} PRIVATE -Wl,--gc-sections -s -Wl,-z,stack-size=8388608)
endfunction()
