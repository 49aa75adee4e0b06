# Run by EmbedTemplates.cmake: writes OUTPUT, a C++ source that defines deliver/templates.h's table of the TEMPLATES in DIRECTORY.
include(${CMAKE_CURRENT_LIST_DIR}/TemplateSources.cmake)
set(arrays "")
set(rows "")
foreach(template IN LISTS TEMPLATES)
  wasmpair_template_sources(sources ${DIRECTORY} ${template})
  set(hex "")
  foreach(source IN LISTS sources)
    file(READ ${source} part HEX)
    if(hex)
      string(APPEND hex 0a)  # an empty line between parts
    endif()
    string(APPEND hex ${part})
  endforeach()
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
  string(MAKE_C_IDENTIFIER ${template} identifier)
  string(APPEND arrays "constexpr char ${identifier}[] = {${bytes} 0};\n")
  string(APPEND rows "    {\"${template}\", {${identifier}, sizeof ${identifier} - 1}},\n")
endforeach()
file(WRITE ${OUTPUT} "// Generated from templates/; do not edit.
#include \"deliver/templates.h\"

namespace wasmpair {
namespace {
${arrays}
constexpr EmbeddedTemplate table[] = {
${rows}};
}  // namespace

std::span<const EmbeddedTemplate> embedded_templates() { return table; }

}  // namespace wasmpair
")
