# The program loads libcurl and libuv when it needs them first. libcurl's thirty libraries take longer to load than all
# others together; libuv is for `wasmpair dev` alone.
function(wasmpair_delay_libraries program)
  # An object file of its own, because the self-contained program is linked from the program's without it.
  add_library(wasmpair_delayed_libraries OBJECT tools/delayed/libcurl.cpp tools/delayed/libuv.cpp)
  target_include_directories(wasmpair_delayed_libraries PRIVATE include)
  target_link_libraries(wasmpair_delayed_libraries PRIVATE CURL::libcurl PkgConfig::wasmpair_uv)
  wasmpair_warnings(wasmpair_delayed_libraries)
  target_link_libraries(${program} PRIVATE $<TARGET_OBJECTS:wasmpair_delayed_libraries> ${CMAKE_DL_LIBS})
  # The library target brings both along; nothing of them is needed any more.
  target_link_options(${program} PRIVATE -Wl,--as-needed)
endfunction()
