# Embeds the files of templates/ in the binary: each becomes a byte array in a generated source.
set(WASMPAIR_TEMPLATES index.html loader.js reload.js)

function(wasmpair_embed_templates target)
  set(generated ${PROJECT_BINARY_DIR}/generated/templates.cpp)
  set(inputs)
  foreach(template IN LISTS WASMPAIR_TEMPLATES)
    list(APPEND inputs ${PROJECT_SOURCE_DIR}/templates/${template})
  endforeach()
  add_custom_command(
    OUTPUT ${generated}
    COMMAND ${CMAKE_COMMAND} -D "OUTPUT=${generated}" -D "DIRECTORY=${PROJECT_SOURCE_DIR}/templates"
            -D "TEMPLATES=${WASMPAIR_TEMPLATES}" -P ${PROJECT_SOURCE_DIR}/cmake/WriteTemplates.cmake
    DEPENDS ${inputs} ${PROJECT_SOURCE_DIR}/cmake/WriteTemplates.cmake
    COMMENT "Embedding templates"
    VERBATIM)
  target_sources(${target} PRIVATE ${generated})
endfunction()
