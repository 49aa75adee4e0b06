// source  = { comment } "package " name { imports } body
// imports = "import (" newline { tab path newline } ")" / "import " path       ; as gofmt formats them
#include "go_package/server_file.h"

#include <fmt/format.h>

#include <array>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>

#include "publish/source_seal.h"
#include "util/embedded_templates.h"

namespace wasmpair {
namespace {

/// In the order in which they are read: what a user calls, then how it works. The first one has the documentation of
/// the package.
constexpr std::array<std::string_view, 11> parts = {"site.go",      "release.go",    "page.go",       "serve.go",
                                                    "negotiate.go", "conditions.go", "middleware.go", "manifest.go",
                                                    "state.go",     "ledger.go",     "deltas.go"};
constexpr std::string_view embedded_part = "embedded.go";

struct Part {
  std::string_view documentation;
  std::set<std::string> imports;  ///< Each as it stands in the list.
  std::string_view body;
};

/// Removes text up to and including the end, which must be there, and returns what was before the end.
std::string_view cut(std::string_view& text, std::string_view end) {
  const std::size_t found = text.find(end);
  if (found == std::string_view::npos) throw std::logic_error("a template of the Go server is not of the usual form");
  const std::string_view front = text.substr(0, found);
  text.remove_prefix(found + end.size());
  return front;
}

Part read_part(std::string_view name) {
  std::string_view text = embedded_template(fmt::format("go-server/{}", name));
  Part part;
  part.documentation = cut(text, "package assets\n\n");
  if (text.starts_with("import (\n")) {
    cut(text, "import (\n");
    std::string_view paths = cut(text, "\n)\n\n");
    paths = {paths.data(), paths.size() + 1};
    while (!paths.empty()) part.imports.emplace(cut(paths, "\n"));
  } else if (text.starts_with("import ")) {
    cut(text, "import ");
    part.imports.insert(fmt::format("\t{}", cut(text, "\n\n")));
  }
  part.body = text;
  return part;
}

/// The documentation of package assets as that of another package.
std::string document(std::string text, std::string_view package) {
  for (const auto& [before, after] : {std::pair{"Package ", " "}, std::pair{"", ".Open("}}) {
    const std::string written = fmt::format("{}assets{}", before, after);
    text.replace(text.find(written), written.size(), fmt::format("{}{}{}", before, package, after));
  }
  return text;
}

}  // namespace

GoFile server_file(std::string_view package, Embedding embedding) {
  std::string documentation;
  std::set<std::string> imports;
  std::string bodies;
  const auto add = [&](std::string_view name) {
    const Part part = read_part(name);
    documentation += part.documentation;
    imports.insert(part.imports.begin(), part.imports.end());
    bodies += fmt::format("\n{}", part.body);
  };
  for (const std::string_view name : parts) {
    add(name);
    if (name == parts.front() && embedding == Embedding::Embed) add(embedded_part);
  }
  std::string text = fmt::format("{}package assets\n\nimport (\n", document(documentation, package));
  for (const std::string& path : imports) text += fmt::format("{}\n", path);
  return {std::string(server_file_name), seal_source(text + ")\n" + bodies, package)};
}

}  // namespace wasmpair
