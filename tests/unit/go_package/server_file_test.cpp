#include "go_package/server_file.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "publish/source_seal.h"
#include "util/embedded_templates.h"

namespace wasmpair {
namespace {

/// What follows the imports, or the package clause, of a template.
std::string_view body_of(std::string_view text) {
  const std::size_t imports = text.find("\nimport (\n");
  if (imports != std::string_view::npos) return text.substr(text.find("\n)\n", imports) + 4);
  const std::size_t import = text.find("\nimport \"");
  return text.substr(text.find("\n\n", import == std::string_view::npos ? text.find("package assets\n") : import) + 2);
}

TEST(ServerFile, ContainsEveryTemplateOnce) {
  const std::string text = server_file("assets", Embedding::Embed).text;
  std::size_t templates = 0;
  for (const EmbeddedTemplate& file : embedded_templates()) {
    if (!file.name.starts_with("go-server/")) continue;
    ++templates;
    const std::string_view body = body_of(file.text);
    const std::size_t found = text.find(body);
    ASSERT_NE(found, std::string::npos) << file.name;
    EXPECT_EQ(text.find(body, found + 1), std::string::npos) << file.name;
  }
  EXPECT_EQ(templates, 12U);
}

TEST(ServerFile, HasOneListOfImports) {
  const std::string text = server_file("assets", Embedding::Embed).text;
  const std::size_t begin = text.find("import (\n");
  ASSERT_NE(begin, std::string::npos);
  EXPECT_EQ(text.find("\nimport", begin + 1), std::string::npos);
  std::string_view list = std::string_view(text).substr(begin + 9, text.find("\n)\n", begin) - begin - 8);
  std::string_view last;
  while (!list.empty()) {
    const std::string_view line = list.substr(0, list.find('\n'));
    EXPECT_TRUE(line.starts_with("\t\"") && line.ends_with("\"")) << line;
    EXPECT_LT(last, line);
    last = line;
    list.remove_prefix(line.size() + 1);
  }
}

TEST(ServerFile, EmbedsOnRequestOnly) {
  EXPECT_NE(server_file("assets", Embedding::Embed).text.find("\n//go:embed [^._]*\n"), std::string::npos);
  const std::string text = server_file("assets", Embedding::Load).text;
  EXPECT_EQ(text.find("\"embed\""), std::string::npos);
  EXPECT_EQ(text.find("go:embed"), std::string::npos);
}

TEST(ServerFile, IsSealedUnderItsPackageAndDocumentsIt) {
  const GoFile file = server_file("webfiles", Embedding::Load);
  EXPECT_EQ(file.name, "wasmpair.go");
  EXPECT_EQ(read_source_seal(file.text).value().package, "webfiles");
  EXPECT_TRUE(file.text.starts_with("// Package webfiles serves a release"));
  EXPECT_NE(file.text.find("webfiles.Open(os.DirFS("), std::string::npos);
}

}  // namespace
}  // namespace wasmpair
