# Run by EmbedTemplates.cmake: writes OUTPUT, a C++ source that defines deliver/templates.h's table of the TEMPLATES in DIRECTORY.
set(arrays "")
set(rows "")
foreach(template IN LISTS TEMPLATES)
  file(READ ${DIRECTORY}/${template} hex HEX)
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
