# Run by EmbedTemplates.cmake: writes OUTPUT, a C++ source with the table of util/embedded_templates.h: TEMPLATES in DIRECTORY.
include(${CMAKE_CURRENT_LIST_DIR}/TemplateSources.cmake)

# Joins the sources into one file, without comments except the first line, and with little white space, because visitors
# download it. Nothing in a string may look like what is removed: no comment, no space beside a brace or around an operator.
# tests/toolchains/scripts.test.mjs compares the result with the sources.
function(wasmpair_join output)
  set(joined "")
  foreach(source IN LISTS ARGN)
    file(READ ${source} text)
    string(APPEND joined "${text}")
  endforeach()
  string(REGEX REPLACE "\n *(//|/?\\*)[^\n]*" "" joined "${joined}")
  string(REGEX REPLACE " +// [^\n]*\n" "\n" joined "${joined}")
  string(REGEX REPLACE "\n[ \n]+" "\n" joined "${joined}")
  string(REGEX REPLACE " (=|=>|===|!==|&&|[|][|]|[?]|[?][?]|[?][?]=|:|<|>|<=|>=) " "\\1" joined "${joined}")
  string(REGEX REPLACE "([{;,])\n" "\\1" joined "${joined}")
  string(REPLACE "{ " "{" joined "${joined}")
  string(REPLACE " }" "}" joined "${joined}")
  string(REPLACE ") {" "){" joined "${joined}")
  file(WRITE ${output} "${joined}")
endfunction()

set(arrays "")
set(rows "")
foreach(template IN LISTS TEMPLATES)
  wasmpair_template_sources(sources ${DIRECTORY} ${template})
  list(LENGTH sources count)
  if(count GREATER 1)
    wasmpair_join(${OUTPUT}.${template} ${sources})
    set(sources ${OUTPUT}.${template})
  endif()
  file(READ ${sources} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
  string(MAKE_C_IDENTIFIER ${template} identifier)
  string(APPEND arrays "constexpr char ${identifier}[] = {${bytes} 0};\n")
  string(APPEND rows "    {\"${template}\", {${identifier}, sizeof ${identifier} - 1}},\n")
endforeach()
file(WRITE ${OUTPUT} "// Generated from templates/; do not edit.
#include \"util/embedded_templates.h\"

namespace wasmpair {
namespace {
${arrays}
constexpr EmbeddedTemplate table[] = {
${rows}};
}  // namespace

std::span<const EmbeddedTemplate> embedded_templates() { return table; }

}  // namespace wasmpair
")
