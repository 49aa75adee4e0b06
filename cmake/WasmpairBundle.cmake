# Go programs for the browser in a CMake build. Included by find_package(wasmpair).
#
#   wasmpair_add_module(TARGET name PACKAGE ./cmd/app OUTPUT app.wasm
#                       [SOURCE_DIR dir] [GO program] [FLAGS flag…] [DEPENDS file…])
#     compiles a Go package to js/wasm. SOURCE_DIR, the directory of its go.mod, defaults to the current source
#     directory; OUTPUT is relative to the current binary directory. It depends on the Go files, go.mod and go.sum below
#     SOURCE_DIR, and on the files in DEPENDS (embedded files, for example).
#
#   wasmpair_add_bundle(TARGET name MODULE file… OUT dir [ALL] [NAME name] [BASE url] [LEVEL fast|release|smallest]
#                       [GOROOT dir] [SHIM file] [TEMPLATES file…] [ASSETS file|dir…] [STABLE name…]
#                       [PREVIOUS dir|url]
#                       [BUDGET encoding=size…] [BUDGETS file] [OPTIONS option…])
#     packs modules into OUT (relative to the current binary directory) whenever a module, the shim, the toolchain's
#     VERSION, a template, an asset or the file of budgets has changed. STABLE names the assets that keep their
#     names. PREVIOUS is the release before this one, OUT itself or where it is deployed: browsers that have it download
#     the difference. OPTIONS are further options of `wasmpair pack`. With ALL, the default target also packs.
#
#   wasmpair_add_guest(TARGET name MODULE file OUT dir [ALL] [PACKAGE name] [NAME name] [MEMORY size] [ENTRY name…]
#                      [OPTIONS option…])
#     prepares a module as a guest of a Go server, and writes the Go package that runs it into OUT (relative to the
#     current source directory), whenever the module has changed. OPTIONS are further options of `wasmpair guest`.
#
#   wasmpair_install_bundle(TARGET name DESTINATION dir [COMPONENT component])
#     installs the files that the manifest lists when `cmake --install` runs, and the manifests of its ledger, but no
#     other file of an earlier release.

set(_wasmpair_directory ${CMAKE_CURRENT_LIST_DIR} CACHE INTERNAL "The directory of this file")

# Stops unless the caller has all of these arguments and no unknown ones.
function(_wasmpair_require function)
  foreach(argument IN LISTS ARGN)
    if(NOT ARG_${argument})
      message(FATAL_ERROR "${function}: ${argument} is missing.")
    endif()
  endforeach()
  if(ARG_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "${function}: unknown arguments: ${ARG_UNPARSED_ARGUMENTS}")
  endif()
endfunction()

function(wasmpair_add_module)
  cmake_parse_arguments(PARSE_ARGV 0 ARG "" "TARGET;PACKAGE;OUTPUT;SOURCE_DIR;GO" "FLAGS;DEPENDS")
  _wasmpair_require(wasmpair_add_module TARGET PACKAGE OUTPUT)
  if(NOT ARG_GO)
    set(ARG_GO go)
  endif()
  set(source_dir ${CMAKE_CURRENT_SOURCE_DIR})
  if(ARG_SOURCE_DIR)
    get_filename_component(source_dir ${ARG_SOURCE_DIR} ABSOLUTE)
  endif()
  get_filename_component(output ${ARG_OUTPUT} ABSOLUTE BASE_DIR ${CMAKE_CURRENT_BINARY_DIR})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${source_dir}/*.go ${source_dir}/go.mod ${source_dir}/go.sum)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -E env GOOS=js GOARCH=wasm ${ARG_GO} build ${ARG_FLAGS} -o ${output} ${ARG_PACKAGE}
    DEPENDS ${sources} ${ARG_DEPENDS}
    WORKING_DIRECTORY ${source_dir}
    COMMENT "Compiling ${ARG_PACKAGE} for the browser"
    VERBATIM)
  add_custom_target(${ARG_TARGET} DEPENDS ${output})
endfunction()

function(wasmpair_add_bundle)
  cmake_parse_arguments(PARSE_ARGV 0 ARG "ALL" "TARGET;OUT;NAME;BASE;LEVEL;GOROOT;SHIM;BUDGETS;PREVIOUS"
                        "MODULE;TEMPLATES;ASSETS;STABLE;BUDGET;OPTIONS")
  _wasmpair_require(wasmpair_add_bundle TARGET MODULE OUT)
  get_filename_component(out ${ARG_OUT} ABSOLUTE BASE_DIR ${CMAKE_CURRENT_BINARY_DIR})
  set(modules)
  foreach(module IN LISTS ARG_MODULE)
    get_filename_component(module ${module} ABSOLUTE BASE_DIR ${CMAKE_CURRENT_BINARY_DIR})
    list(APPEND modules ${module})
  endforeach()

  # The go command runs in the project's directory, because a go.mod there may choose the toolchain.
  set(options --out ${out} --module-dir ${CMAKE_CURRENT_SOURCE_DIR})
  foreach(file GOROOT SHIM BUDGETS)
    if(ARG_${file})
      get_filename_component(ARG_${file} ${ARG_${file}} ABSOLUTE)
    endif()
  endforeach()
  foreach(option NAME BASE LEVEL GOROOT SHIM BUDGETS)
    if(ARG_${option})
      string(TOLOWER ${option} word)
      list(APPEND options --${word} ${ARG_${option}})
    endif()
  endforeach()
  if(ARG_PREVIOUS)
    if(NOT ARG_PREVIOUS MATCHES "^https?://")
      get_filename_component(ARG_PREVIOUS ${ARG_PREVIOUS} ABSOLUTE BASE_DIR ${CMAKE_CURRENT_BINARY_DIR})
    endif()
    list(APPEND options --previous ${ARG_PREVIOUS})
  endif()
  set(templates)
  foreach(template IN LISTS ARG_TEMPLATES)
    get_filename_component(template ${template} ABSOLUTE)
    list(APPEND templates ${template})
    list(APPEND options --template ${template})
  endforeach()
  # What is in a directory is known from the dependency file of the run before.
  set(assets)
  foreach(asset IN LISTS ARG_ASSETS)
    get_filename_component(asset ${asset} ABSOLUTE)
    list(APPEND assets ${asset})
    list(APPEND options --asset ${asset})
  endforeach()
  foreach(name IN LISTS ARG_STABLE)
    list(APPEND options --stable ${name})
  endforeach()
  foreach(budget IN LISTS ARG_BUDGET)
    list(APPEND options --budget ${budget})
  endforeach()

  _wasmpair_add_run(${ARG_TARGET} ${out} "${ARG_ALL}" "${modules};${templates};${assets};${ARG_BUDGETS}"
                    pack ${modules} ${options} ${ARG_OPTIONS})
endfunction()

function(wasmpair_add_guest)
  cmake_parse_arguments(PARSE_ARGV 0 ARG "ALL" "TARGET;MODULE;OUT;PACKAGE;NAME;MEMORY" "ENTRY;OPTIONS")
  _wasmpair_require(wasmpair_add_guest TARGET MODULE OUT)
  # The package is a part of the sources of a Go program.
  get_filename_component(out ${ARG_OUT} ABSOLUTE BASE_DIR ${CMAKE_CURRENT_SOURCE_DIR})
  get_filename_component(module ${ARG_MODULE} ABSOLUTE BASE_DIR ${CMAKE_CURRENT_BINARY_DIR})
  set(options --out ${out})
  foreach(option PACKAGE NAME MEMORY)
    if(ARG_${option})
      string(TOLOWER ${option} word)
      list(APPEND options --${word} ${ARG_${option}})
    endif()
  endforeach()
  foreach(entry IN LISTS ARG_ENTRY)
    list(APPEND options --entry ${entry})
  endforeach()
  _wasmpair_add_run(${ARG_TARGET} ${out} "${ARG_ALL}" "${module}" guest ${module} ${options} ${ARG_OPTIONS})
endfunction()

# A target that runs a command of wasmpair, which publishes to out, whenever an input has changed.
function(_wasmpair_add_run target out all inputs)
  set(stamp ${CMAKE_CURRENT_BINARY_DIR}/${target}.stamp)
  set(depfile ${CMAKE_CURRENT_BINARY_DIR}/${target}.d)
  set(simplify)
  if(CMAKE_VERSION VERSION_LESS 3.21)
    set(simplify COMMAND ${CMAKE_COMMAND} -D DEPFILE=${depfile} -P ${_wasmpair_directory}/WasmpairFirstRule.cmake)
  endif()
  add_custom_command(
    OUTPUT ${stamp}
    BYPRODUCTS ${out}/wasmpair.json
    COMMAND wasmpair::program ${ARGN} --depfile ${depfile} --stamp ${stamp}
    ${simplify}
    DEPENDS ${inputs} wasmpair::program
    DEPFILE ${depfile}
    COMMENT "Packing ${target}"
    VERBATIM)
  set(in_all)
  if(all)
    set(in_all ALL)
  endif()
  add_custom_target(${target} ${in_all} DEPENDS ${stamp})
  set_target_properties(${target} PROPERTIES WASMPAIR_OUT ${out})
endfunction()

function(wasmpair_install_bundle)
  cmake_parse_arguments(PARSE_ARGV 0 ARG "" "TARGET;DESTINATION;COMPONENT" "")
  _wasmpair_require(wasmpair_install_bundle TARGET DESTINATION)
  get_target_property(out ${ARG_TARGET} WASMPAIR_OUT)
  if(NOT out)
    message(FATAL_ERROR "wasmpair_install_bundle: ${ARG_TARGET} is not a target of wasmpair_add_bundle.")
  endif()
  # In the code below, a backslash would begin an escape sequence.
  file(TO_CMAKE_PATH "${ARG_DESTINATION}" destination)
  set(component)
  if(ARG_COMPONENT)
    set(component COMPONENT ${ARG_COMPONENT})
  endif()
  # The manifest comes last, as it does when it is published.
  install(CODE "
    file(READ \"${out}/wasmpair.json\" manifest)
    string(JSON count LENGTH \"\${manifest}\" files)
    math(EXPR last \"\${count} - 1\")
    foreach(index RANGE \${last})
      string(JSON name GET \"\${manifest}\" files \${index})
      file(INSTALL \"${out}/\${name}\" DESTINATION \"\${CMAKE_INSTALL_PREFIX}/${destination}\")
    endforeach()
    file(SHA256 \"${out}/wasmpair.json\" digest)
    string(SUBSTRING \"\${digest}\" 0 16 hash)
    set(ledger wasmpair.\${hash}.json)
    string(JSON count ERROR_VARIABLE none LENGTH \"\${manifest}\" previous)
    if(NOT none)
      math(EXPR last \"\${count} - 1\")
      foreach(index RANGE \${last})
        string(JSON name GET \"\${manifest}\" previous \${index} manifest)
        list(APPEND ledger \${name})
      endforeach()
    endif()
    foreach(name IN LISTS ledger)
      file(INSTALL \"${out}/\${name}\" DESTINATION \"\${CMAKE_INSTALL_PREFIX}/${destination}\")
    endforeach()
    file(INSTALL \"${out}/wasmpair.json\" DESTINATION \"\${CMAKE_INSTALL_PREFIX}/${destination}\")" ${component})
endfunction()
