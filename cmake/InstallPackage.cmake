# The files for find_package(wasmpair), after `cmake --install` and in the build tree.
#
# The component "program" is complete without the component "library", which adds the archive, its headers and the
# target wasmpair::wasmpair to it.
include(CMakePackageConfigHelpers)

function(wasmpair_install_package)
  set(directory ${CMAKE_INSTALL_LIBDIR}/cmake/wasmpair)
  set(installed ${PROJECT_BINARY_DIR}/installed)
  write_basic_package_version_file(${installed}/wasmpairConfigVersion.cmake
    COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
  set(WASMPAIR_INSTALLED_PROGRAM ${CMAKE_INSTALL_BINDIR}/wasmpair${CMAKE_EXECUTABLE_SUFFIX})
  configure_package_config_file(cmake/wasmpairConfig.cmake.in ${installed}/wasmpairConfig.cmake
    INSTALL_DESTINATION ${directory}
    PATH_VARS WASMPAIR_INSTALLED_PROGRAM)
  set(functions WasmpairBundle.cmake WasmpairFirstRule.cmake)
  list(TRANSFORM functions PREPEND ${PROJECT_SOURCE_DIR}/cmake/)
  install(FILES ${installed}/wasmpairConfig.cmake ${installed}/wasmpairConfigVersion.cmake ${functions}
    DESTINATION ${directory} COMPONENT program)

  set(WASMPAIR_INSTALLED_PROGRAM ${PROJECT_BINARY_DIR}/wasmpair${CMAKE_EXECUTABLE_SUFFIX})
  configure_package_config_file(cmake/wasmpairConfig.cmake.in ${PROJECT_BINARY_DIR}/wasmpairConfig.cmake
    INSTALL_DESTINATION ${PROJECT_BINARY_DIR}
    INSTALL_PREFIX ${PROJECT_BINARY_DIR}
    PATH_VARS WASMPAIR_INSTALLED_PROGRAM)
  configure_file(${installed}/wasmpairConfigVersion.cmake ${PROJECT_BINARY_DIR}/wasmpairConfigVersion.cmake COPYONLY)
  foreach(file IN LISTS functions)
    configure_file(${file} ${PROJECT_BINARY_DIR} COPYONLY)
  endforeach()
endfunction()

function(wasmpair_install_library)
  set(directory ${CMAKE_INSTALL_LIBDIR}/cmake/wasmpair)
  set(dependencies ${PROJECT_SOURCE_DIR}/cmake/WasmpairLibraryDependencies.cmake)
  configure_file(cmake/WasmpairLibrary.cmake.in ${PROJECT_BINARY_DIR}/WasmpairLibrary.cmake @ONLY)
  configure_file(${dependencies} ${PROJECT_BINARY_DIR} COPYONLY)
  install(TARGETS wasmpair EXPORT WasmpairLibraryTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library)
  install(DIRECTORY include/wasmpair DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT library)
  install(FILES ${PROJECT_BINARY_DIR}/WasmpairLibrary.cmake ${dependencies} DESTINATION ${directory} COMPONENT library)
  install(EXPORT WasmpairLibraryTargets NAMESPACE wasmpair:: DESTINATION ${directory} COMPONENT library)
  export(EXPORT WasmpairLibraryTargets NAMESPACE wasmpair:: FILE ${PROJECT_BINARY_DIR}/WasmpairLibraryTargets.cmake)
endfunction()
