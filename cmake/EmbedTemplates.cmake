# Embeds the files of templates/ in the binary: each becomes a byte array in a generated source. loader.js consists of
# the files in templates/loader/ in the order of their names: one module for browsers, several files for readers. So does
# runner.js.
set(WASMPAIR_TEMPLATES app.html dev.js index.html loader.js reload.js runner.js visitors.html waiting.html)
include(${CMAKE_CURRENT_LIST_DIR}/TemplateSources.cmake)

# The Go files that `wasmpair guest` writes (templates/guest/README.md says which), and those that `wasmpair config go`
# joins into one.
file(GLOB WASMPAIR_GO_FILES CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/templates
  ${PROJECT_SOURCE_DIR}/templates/guest/*.go ${PROJECT_SOURCE_DIR}/templates/guest-sdk/*.go
  ${PROJECT_SOURCE_DIR}/templates/go-server/*.go)
list(FILTER WASMPAIR_GO_FILES EXCLUDE REGEX "_test[.]go$|^guest/release[.]go$")
list(APPEND WASMPAIR_TEMPLATES ${WASMPAIR_GO_FILES} guest/example_test.go guest/release_test.go)

# The files that `wasmpair init` writes.
file(GLOB WASMPAIR_INIT_FILES CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/templates ${PROJECT_SOURCE_DIR}/templates/init/*/*)
list(APPEND WASMPAIR_TEMPLATES ${WASMPAIR_INIT_FILES})
list(SORT WASMPAIR_TEMPLATES)

function(wasmpair_embed_templates target)
  set(generated ${PROJECT_BINARY_DIR}/generated/templates.cpp)
  set(inputs)
  foreach(template IN LISTS WASMPAIR_TEMPLATES)
    wasmpair_template_sources(sources ${PROJECT_SOURCE_DIR}/templates ${template})
    list(APPEND inputs ${sources})
  endforeach()
  add_custom_command(
    OUTPUT ${generated}
    COMMAND ${CMAKE_COMMAND} -D "OUTPUT=${generated}" -D "DIRECTORY=${PROJECT_SOURCE_DIR}/templates"
            -D "TEMPLATES=${WASMPAIR_TEMPLATES}" -P ${PROJECT_SOURCE_DIR}/cmake/WriteTemplates.cmake
    DEPENDS ${inputs} ${PROJECT_SOURCE_DIR}/cmake/WriteTemplates.cmake ${PROJECT_SOURCE_DIR}/cmake/TemplateSources.cmake
    COMMENT "Embedding templates"
    VERBATIM)
  target_sources(${target} PRIVATE ${generated})
endfunction()
