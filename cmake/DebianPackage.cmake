# `cpack -G DEB` builds the Debian package from the components "program" and "debian"; tools/package calls it.
# The program in it uses Debian's libraries, which are updated with the system.
function(wasmpair_debian_files)
  set(source ${PROJECT_SOURCE_DIR}/tools/debian)
  set(generated ${PROJECT_BINARY_DIR}/generated)
  set(changelog ${generated}/changelog.Debian.gz)
  set(upstream_changelog ${generated}/changelog.gz)
  set(manual ${generated}/wasmpair.1.gz)
  add_custom_command(
    OUTPUT ${changelog} ${upstream_changelog} ${manual}
    COMMAND gzip -9nc ${source}/changelog > ${changelog}
    COMMAND gzip -9nc ${PROJECT_SOURCE_DIR}/CHANGELOG.md > ${upstream_changelog}
    COMMAND gzip -9nc ${generated}/wasmpair.1 > ${manual}
    DEPENDS ${source}/changelog ${PROJECT_SOURCE_DIR}/CHANGELOG.md ${generated}/wasmpair.1
    COMMENT "Compressing files for the Debian package"
    VERBATIM)
  add_custom_target(wasmpair_debian_files ALL DEPENDS ${changelog} ${upstream_changelog} ${manual})
  add_dependencies(wasmpair_debian_files wasmpair_command_line_files)
  install(FILES ${changelog} ${upstream_changelog} ${source}/copyright
    DESTINATION share/doc/wasmpair COMPONENT debian EXCLUDE_FROM_ALL)
  install(FILES ${manual} DESTINATION share/man/man1 COMPONENT debian EXCLUDE_FROM_ALL)
  install(FILES ${generated}/_wasmpair DESTINATION share/zsh/vendor-completions COMPONENT debian EXCLUDE_FROM_ALL)
endfunction()

if(NOT TARGET wasmpair_command_line_files)
  return()
endif()
wasmpair_debian_files()

set(CPACK_PACKAGE_NAME wasmpair)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "wasmpair authors <wasmpair@packages.invalid>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL program debian)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Loaded when they are needed, so no tool finds the dependency.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libcurl4 (>= 7.88), libuv1 (>= 1.44)")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS ca-certificates)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS golang-go)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "ships Go programs compiled to WebAssembly")
set(CPACK_PACKAGE_DESCRIPTION
  "Proves from the bytes that a module and its wasm_exec.js fit, makes the module
small, hashes both as a pair, and publishes them with compressed siblings, a
manifest and a page that loads the program. Configures web servers, previews a
release, and verifies what is really deployed.")
include(CPack)
