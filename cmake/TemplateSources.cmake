# wasmpair_template_sources(VARIABLE DIRECTORY TEMPLATE): the files that a template is made of, in order: itself, or those
# in the folder of its name without the ending.
function(wasmpair_template_sources variable directory template)
  get_filename_component(stem ${template} NAME_WE)
  get_filename_component(ending ${template} EXT)
  if(IS_DIRECTORY ${directory}/${stem})
    file(GLOB sources ${directory}/${stem}/*${ending})
    list(SORT sources)
  else()
    set(sources ${directory}/${template})
  endif()
  set(${variable} ${sources} PARENT_SCOPE)
endfunction()
