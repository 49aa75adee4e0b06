// Predicts Node's recorded results for every module and shim in tests/data/link_outcomes.tsv from their functions.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "unit/pair/builders.h"

namespace wasmpair {
namespace {

using Row = std::vector<std::string>;

/// The rows of a table in tests/data, starting with the column names.
std::vector<Row> read_table(const std::string& name) {
  std::ifstream file(std::string(WASMPAIR_TEST_DATA) + "/" + name);
  EXPECT_TRUE(file) << name;
  std::vector<Row> rows;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream cells(line);
    Row& row = rows.emplace_back();
    for (std::string cell; std::getline(cells, cell, '\t');) row.push_back(cell);
  }
  return rows;
}

/// The source of a shim that provides the same functions as the release's.
std::string source_with(const std::vector<Row>& functions, std::size_t column) {
  const std::string& release = functions[0][column];
  const std::string go_module = release.starts_with("1.21") || release.starts_with("1.24") ? "gojs" : "go";
  std::string source = "x.importObject = {" + go_module + ": {}, _gotest: {}};\n";
  for (std::size_t row = 1; row < functions.size(); ++row) {
    if (functions[row][column] != "+") continue;
    std::istringstream name(functions[row][0]);
    std::string import_module = go_module, function;
    if (functions[row][0].starts_with("_gotest ")) name >> import_module;
    name >> function;
    source += "x.importObject." + import_module + "[\"" + function + "\"] = (sp) => {};\n";
  }
  return source;
}

/// The shims of the releases, by their names in link_outcomes.tsv.
std::map<std::string, Shim> shims_of_releases() {
  const std::vector<Row> functions = read_table("shim_functions.tsv");
  std::map<std::string, Shim> shims;
  for (std::size_t column = 1; column < functions.at(0).size(); ++column)
    shims[functions[0][column]] = testing::shim_of(source_with(functions, column));
  shims["1.15.15deb"] = shims["1.15"];  // patched elsewhere
  return shims;
}

/// The predicted result, in the format of link_outcomes.tsv.
std::string predict(const Findings& findings) {
  for (const Finding& finding : findings) {
    if (finding.id == "missing-import-module") return "TypeError module " + finding.subject;
    if (finding.id == "missing-import") return "LinkError " + finding.subject.substr(finding.subject.find(' ') + 1);
    if (finding.consequence == Consequence::RefusesToLoad || finding.consequence == Consequence::FailsAtRunTime)
      return finding.id;
  }
  return "ok";
}

TEST(LinkOutcomes, ArePredicted) {
  const std::map<std::string, Shim> shims = shims_of_releases();
  const std::vector<Row> imports = read_table("module_imports.tsv");
  const std::vector<Row> outcomes = read_table("link_outcomes.tsv");
  ASSERT_EQ(imports.size(), outcomes.size());
  std::size_t checked = 0;
  for (std::size_t row = 1; row < outcomes.size(); ++row) {
    ASSERT_EQ(imports[row][0], outcomes[row][0]);
    testing::ModuleFixture fixture("go" + imports[row][0]);
    std::istringstream functions(imports[row][2]);
    std::set<std::string> names;  // a node-based container: the module's views stay valid
    for (std::string name; functions >> name;) fixture.import_function(imports[row][1], *names.insert(name).first);
    for (std::size_t column = 1; column < outcomes[row].size(); ++column, ++checked) {
      const Findings findings =
          prove(fixture.module, shims.at(outcomes[0][column]), std::nullopt, {{}, UnknownShim::Accept});
      EXPECT_EQ(predict(findings), outcomes[row][column])
          << "module of " << outcomes[row][0] << " with the shim of " << outcomes[0][column];
    }
  }
  EXPECT_EQ(checked, 208U);
}

}  // namespace
}  // namespace wasmpair
