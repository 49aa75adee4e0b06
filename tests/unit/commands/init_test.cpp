#include "wasmpair/init.h"

#include <gtest/gtest.h>

#include "unit/support/temporary_directory.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

using Names = std::set<std::string>;

class Init : public TemporaryDirectoryTest {
 protected:
  InitReport run(const std::string& name, ProjectBuild build = ProjectBuild::Make) const {
    return init({path(name), build, "", ""});
  }
};

TEST_F(Init, WritesANewProject) {
  const InitReport report = run("parent/app");
  EXPECT_EQ(report.kept, std::vector<std::string>{});
  EXPECT_EQ(names("parent/app"),
            (Names{".github", ".gitignore", "Makefile", "README.md", "go.mod", "index.html", "main.go"}));
  EXPECT_EQ(names("parent/app/.github/workflows"), Names{"site.yml"});
  EXPECT_EQ(read("parent/app/go.mod"), "module example.com/app\n\ngo 1.24\n");
  EXPECT_EQ(report.written.size(), 7U);
}

TEST_F(Init, ReplacesNothing) {
  write("app/README.md", "mine");
  write("app/main.go", "package main\n");
  boost::filesystem::create_symlink("nowhere", directory_ / "app/go.mod");
  boost::filesystem::create_directory(directory_ / "app/.gitignore");
  const InitReport report = run("app", ProjectBuild::Npm);
  EXPECT_EQ(report.kept, (std::vector{path("app/.gitignore"), path("app/README.md"), path("app/go.mod")}));
  EXPECT_FALSE(report.keeps_build_file);
  EXPECT_EQ(read("app/README.md"), "mine");
  EXPECT_EQ(read("app/main.go"), "package main\n");
  EXPECT_FALSE(boost::filesystem::exists(directory_ / "app/nowhere"));

  const InitReport again = run("app", ProjectBuild::Npm);
  EXPECT_EQ(again.written, std::vector<std::string>{});
  EXPECT_TRUE(again.keeps_build_file);
}

TEST_F(Init, WritesNothingIfOneFileCannotBeWritten) {
  write("app/.github", "a file");
  EXPECT_THROW(run("app"), Error);
  EXPECT_EQ(names("app"), Names{".github"});

  write("other/.github/workflows", "a file");
  EXPECT_THROW(run("other"), Error);
  EXPECT_EQ(names("other"), Names{".github"});
}

TEST_F(Init, WritesNothingThroughALinkInTheProject) {
  write("outside/file", "");
  write("app/file", "");
  boost::filesystem::create_symlink("../outside", directory_ / "app/.github");
  EXPECT_THROW(run("app"), Error);
  EXPECT_EQ(names("outside"), Names{"file"});
  EXPECT_EQ(names("app"), (Names{".github", "file"}));

  boost::filesystem::remove(directory_ / "app/.github");
  boost::filesystem::create_symlink("app", directory_ / "alias");
  EXPECT_EQ(run("alias").written.size(), 7U);
  EXPECT_EQ(read("app/go.mod"), "module example.com/app\n\ngo 1.24\n");
}

TEST_F(Init, SaysWhatFilesThatWereThereLack) {
  write("app/.gitignore", "/dist/\n");
  write("app/index.html", "<p>Hello");
  const InitReport report = run("app");
  EXPECT_EQ(report.missing_ignores, std::vector<std::string>{"/app.wasm"});
  EXPECT_TRUE(report.page_is_plain);
  EXPECT_FALSE(report.keeps_build_file);

  write("app/index.html", std::string(2U << 20U, ' '));  // too large to be looked at
  EXPECT_FALSE(run("app").page_is_plain);
}

TEST_F(Init, CreatesNoDirectoryForARefusedName) {
  EXPECT_THROW(run("My App"), Error);
  EXPECT_THROW(run("$(touch x)"), Error);
  EXPECT_EQ(names(), Names{});
  EXPECT_EQ(init({path("My App"), ProjectBuild::Make, "app", ""}).written.size(), 7U);
}

TEST_F(Init, LeavesTheModuleAboveAlone) {
  write("go.mod", "module example.com/all\n");
  write("app/main.go", "package main\n");
  try {
    run("app");
    FAIL() << "a module in a module";
  } catch (const Error& error) {
    EXPECT_NE(error.problem().find("belongs to the Go module of"), std::string::npos) << error.what();
  }
  EXPECT_EQ(names("app"), Names{"main.go"});
  write("app/go.mod", "module example.com/all/app\n");
  EXPECT_EQ(run("app").kept, std::vector{path("app/go.mod")});
}

}  // namespace
}  // namespace wasmpair
