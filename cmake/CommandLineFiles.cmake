# The manual page and the completions, which the program itself generates from its option table.

# Sets VARIABLE to a program that can run here: ours, or WASMPAIR_HOST_PROGRAM if ours is for another machine.
function(_wasmpair_runnable_program variable)
  if(CMAKE_CROSSCOMPILING AND NOT CMAKE_CROSSCOMPILING_EMULATOR)
    find_program(WASMPAIR_HOST_PROGRAM wasmpair)
    set(${variable} ${WASMPAIR_HOST_PROGRAM} PARENT_SCOPE)
  else()
    set(${variable} wasmpair_program PARENT_SCOPE)
  endif()
endfunction()

function(wasmpair_install_command_line_files)
  _wasmpair_runnable_program(program)
  if(NOT program)
    message(STATUS "No manual page and no completions: set WASMPAIR_HOST_PROGRAM to a wasmpair that runs on this machine")
    return()
  endif()
  set(generated ${PROJECT_BINARY_DIR}/generated)
  set(bash ${generated}/wasmpair.bash)
  set(zsh ${generated}/_wasmpair)
  set(fish ${generated}/wasmpair.fish)
  set(manual ${generated}/wasmpair.1)
  add_custom_command(
    OUTPUT ${bash} ${zsh} ${fish} ${manual}
    COMMAND ${program} completion bash > ${bash}
    COMMAND ${program} completion zsh > ${zsh}
    COMMAND ${program} completion fish > ${fish}
    COMMAND ${program} manual > ${manual}
    DEPENDS ${program}
    COMMENT "Writing the manual page and completions"
    VERBATIM)
  add_custom_target(wasmpair_command_line_files ALL DEPENDS ${bash} ${zsh} ${fish} ${manual})

  set(share ${CMAKE_INSTALL_DATAROOTDIR})
  install(FILES ${bash} DESTINATION ${share}/bash-completion/completions RENAME wasmpair COMPONENT program)
  install(FILES ${fish} DESTINATION ${share}/fish/vendor_completions.d COMPONENT program)
  install(FILES ${zsh} DESTINATION ${share}/zsh/site-functions COMPONENT documentation)
  install(FILES ${manual} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT documentation)
endfunction()
