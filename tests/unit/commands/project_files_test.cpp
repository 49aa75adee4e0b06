#include "commands/project_files.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace wasmpair {
namespace {

const ProjectFile& file_named(const std::vector<ProjectFile>& files, const std::string& path) {
  return *std::ranges::find(files, path, &ProjectFile::path);
}

TEST(ProjectName, CanBePartOfAModulePathAndNeedsNoEscape) {
  for (const char* name : {"app", "App2", "my-app", "a.b_c", "2048", "v", "vue", "v2a", "constant"})
    EXPECT_TRUE(is_project_name(name)) << name;
  for (const char* name : {"",      ".",    "..",  "a b", "a/b",      "a\\b",  "a$b", "$(x)",
                           "a'b",   "a\"b", "a`b", "a#b", "a:b",      "a&b",   "<a>", "{{a}}",
                           "a\nb",  "-a",   "_a",  ".a",  "a.",       "v2",    "v10", "con",
                           "AUX.x", "a@b",  "a%b", "a~1", "\xC3\xBC", "a\x7f", "a!",  "gr\xC3\xBC\xC3\x9F",
                           "a*"})
    EXPECT_FALSE(is_project_name(name)) << name;
  EXPECT_FALSE(is_project_name(std::string(101, 'a')));
}

TEST(ProjectName, IsSuggestedForAnyText) {
  EXPECT_EQ(project_name_from("My App"), "My-App");
  EXPECT_EQ(project_name_from("  $(touch x); "), "touch-x");
  EXPECT_EQ(project_name_from("\xC3\xBC"
                              "ber.go."),
            "ber.go");
  for (const char* text : {"", "..", "v2", "con", "\xC3\xBC"}) EXPECT_EQ(project_name_from(text), "app") << text;
}

TEST(ProjectFiles, ThatWereThereBeforeMayLackSomething) {
  const std::string wanted = "/dist/\n/app.wasm\n";
  using Lines = std::vector<std::string>;
  EXPECT_EQ(missing_lines(wanted, ""), (Lines{"/dist/", "/app.wasm"}));
  EXPECT_EQ(missing_lines(wanted, "*.swp\r\n /dist/ \r\n"), Lines{"/app.wasm"});
  EXPECT_EQ(missing_lines(wanted, "/app.wasm\n/dist/"), Lines{});
  EXPECT_FALSE(is_page_template(""));
  EXPECT_FALSE(is_page_template("<p>a bundle"));
  EXPECT_TRUE(is_page_template("<head>{{snippet loader}}"));
  EXPECT_TRUE(is_page_template("{{each bundle in bundles}}"));
  for (const ProjectBuild build : {ProjectBuild::Make, ProjectBuild::Npm})
    EXPECT_TRUE(is_page_template(file_named(project_files({"app", "", build}), "index.html").text));
}

TEST(ProjectFiles, HaveNoPlaceholderLeft) {
  for (const ProjectBuild build : {ProjectBuild::Make, ProjectBuild::Npm}) {
    const auto files = project_files({"my.app", "", build});
    EXPECT_TRUE(std::ranges::is_sorted(files, {}, &ProjectFile::path));
    for (const ProjectFile& file : files)
      for (const char* placeholder : {"@NAME@", "@PACKAGE@", "@DEV@", "@VERSION@"})
        EXPECT_EQ(file.text.find(placeholder), file.text.npos) << file.path;
    EXPECT_EQ(file_named(files, "go.mod").text, "module example.com/my.app\n\ngo 1.24\n");
    EXPECT_NE(file_named(files, "README.md").text.find("`wasmpair dev`"), std::string::npos);
  }
}

TEST(ProjectFiles, ContainAProgramOnlyIfThereIsNone) {
  const auto has_program = [](const Project& project) {
    return std::ranges::count(project_files(project), "main.go", &ProjectFile::path) == 1;
  };
  EXPECT_TRUE(has_program({"app", ""}));
  EXPECT_FALSE(has_program({"app", "."}));
  const auto files = project_files({"app", "./cmd/app"});
  EXPECT_NE(file_named(files, "Makefile").text.find("-o app.wasm ./cmd/app\n"), std::string::npos);
  EXPECT_NE(file_named(files, "README.md").text.find("`wasmpair dev ./cmd/app`"), std::string::npos);
}

}  // namespace
}  // namespace wasmpair
