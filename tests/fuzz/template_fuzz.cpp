// Fuzzes the template renderer: the structure of a rendered page does not depend on the values, so none of them can
// break out of its place.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>

#include "pages/html_context.h"
#include "pages/inline_hashes.h"
#include "pages/page.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

ManifestFile file_of(const std::string& name) {
  return {name, "/a/" + name, "application/wasm", 7, "aa", "sha384-" + name, name, {{"br", name, 5, "bb"}}};
}

Manifest manifest_of(const std::string& name) {
  const ManifestBundle bundle{name, name, name, 9, name, file_of(name), file_of(name), file_of(name)};
  return {name, "/a/", {bundle}, {{name, name, name, name}}, {name}};
}

std::optional<std::string> rendered(const TemplateSource& source, const Manifest& manifest) {
  try {
    return render_page(source, manifest, {.nonce = "n"});
  } catch (const Error& error) {
    require(error.place().starts_with("fuzz"), "an error names the template");
    require(!error.problem().empty() && !error.advice().empty(), "an error has a problem and advice");
    return std::nullopt;
  }
}

void run(std::string_view text, PageLanguage language) {
  const TemplateSource source{"fuzz", text, language};
  const std::optional<std::string> plain = rendered(source, manifest_of("x"));
  const std::optional<std::string> hostile =
      rendered(source, manifest_of("</script>'\"><script>--><!--`\xe2\x80\xa8&"));
  if (!plain || !hostile) return;  // the template names a bundle that only one manifest has
  if (text.find("{{") == std::string_view::npos) require(*plain == text, "text without placeholders is unchanged");
  if (language != PageLanguage::Html) return;
  HtmlContext plain_end;
  HtmlContext hostile_end;
  plain_end.read(*plain);
  hostile_end.read(*hostile);
  require(plain_end == hostile_end, "the page ends in the same place");
  for (const char c : {'<', '>'})
    require(std::ranges::count(*plain, c) == std::ranges::count(*hostile, c), "no value adds markup");
  inline_hashes(text);
}

}  // namespace
}  // namespace wasmpair

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(data + 1, data + size);
  wasmpair::run(text, data[0] == 's' ? wasmpair::PageLanguage::Script : wasmpair::PageLanguage::Html);
  return 0;
}
