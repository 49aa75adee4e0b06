# The program loads libcurl when it needs it first: libcurl's thirty libraries take longer to load than all others together.
function(wasmpair_delay_libcurl program)
  # An object file of its own, because the self-contained program is linked from the program's without it.
  add_library(wasmpair_delayed_libcurl OBJECT tools/delayed/libcurl.cpp)
  target_include_directories(wasmpair_delayed_libcurl PRIVATE include)
  target_link_libraries(wasmpair_delayed_libcurl PRIVATE CURL::libcurl)
  wasmpair_warnings(wasmpair_delayed_libcurl)
  target_link_libraries(${program} PRIVATE $<TARGET_OBJECTS:wasmpair_delayed_libcurl> ${CMAKE_DL_LIBS})
  # The library target brings libcurl along; nothing of it is needed any more.
  target_link_options(${program} PRIVATE -Wl,--as-needed)
endfunction()
