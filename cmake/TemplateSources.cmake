# wasmpair_template_sources(VARIABLE DIRECTORY TEMPLATE): the source files of a template, in order: the template itself,
# or the files in the directory with its name, without the extension. A template in a directory is a file.
function(wasmpair_template_sources variable directory template)
  get_filename_component(stem ${template} NAME_WE)
  get_filename_component(ending ${template} EXT)
  if(NOT template MATCHES "/" AND IS_DIRECTORY ${directory}/${stem})
    file(GLOB sources ${directory}/${stem}/*${ending})
    list(SORT sources)
  else()
    set(sources ${directory}/${template})
  endif()
  # What `wasmpair dev` adds to pages begins with what `wasmpair serve` adds.
  if(template STREQUAL "dev.js")
    list(PREPEND sources ${directory}/reload.js)
  endif()
  set(${variable} ${sources} PARENT_SCOPE)
endfunction()
