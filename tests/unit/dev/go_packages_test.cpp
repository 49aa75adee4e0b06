#include "dev/go_packages.h"

#include <gtest/gtest.h>

#include "wasmpair/error.h"

namespace wasmpair {
namespace {

TEST(GoPackages, AreReadOneAfterTheOther) {
  const auto packages = read_go_packages(R"({
	"Dir": "/go/src/fmt",
	"ImportPath": "fmt",
	"Name": "fmt",
	"Standard": true,
	"DepOnly": true
}
{
	"Dir": "/cache/dep@v1.0.0",
	"ImportPath": "example.org/dep",
	"Name": "dep",
	"DepOnly": true,
	"Module": {"Path": "example.org/dep", "Version": "v1.0.0", "Dir": "/cache/dep@v1.0.0", "GoMod": "/cache/dep.mod"},
	"GoFiles": ["dep.go"]
}
{
	"Dir": "/src/app",
	"ImportPath": "example.com/app",
	"Name": "main",
	"Module": {"Path": "example.com/app", "Main": true, "Dir": "/src/app", "GoMod": "/src/app/go.mod"},
	"GoFiles": ["main.go"],
	"IgnoredGoFiles": ["other.go"],
	"SFiles": ["add.s"],
	"EmbedPatterns": ["static/*.txt"],
	"EmbedFiles": ["static/a.txt"],
	"Deps": ["fmt"],
	"Error": {"ImportStack": [], "Pos": "main.go:1:1", "Err": "what is wrong"}
}
)");
  ASSERT_EQ(packages.size(), 2U) << "the standard library is left out";
  EXPECT_FALSE(packages[0].is_local);
  EXPECT_FALSE(packages[0].is_named);
  const GoPackage& app = packages[1];
  EXPECT_TRUE(app.is_local);
  EXPECT_TRUE(app.is_named);
  EXPECT_EQ(app.name, "main");
  EXPECT_EQ(app.directory, "/src/app");
  EXPECT_EQ(app.files, (std::vector<std::string>{"main.go", "other.go", "add.s"}));
  EXPECT_EQ(app.embedded, std::vector<std::string>{"static/a.txt"});
  EXPECT_EQ(app.embed_patterns, std::vector<std::string>{"static/*.txt"});
  EXPECT_EQ(app.module, "example.com/app");
  EXPECT_EQ(app.module_file, "/src/app/go.mod");
  EXPECT_EQ(app.error, "what is wrong");
}

TEST(GoPackages, OfADirectoryThatReplacesAModuleAreLocal) {
  const auto is_local = [](const std::string& replacement) {
    const auto packages = read_go_packages(
        R"({"ImportPath": "a", "Module": {"Path": "a", "Version": "v1.0.0", "Replace": )" + replacement + "}\n}\n");
    return packages.at(0).is_local;
  };
  EXPECT_TRUE(is_local(R"({"Path": "../a", "Dir": "/src/a"})"));
  EXPECT_FALSE(is_local(R"({"Path": "b", "Version": "v1.2.0", "Dir": "/cache/b"})"));
}

TEST(GoPackages, ThatAreNoneAreErrors) {
  EXPECT_TRUE(read_go_packages("").empty());
  for (const char* text :
       {"go: downloading", "{", "{\n}\n{", "[]", R"({"ImportPath": 1})", R"({"GoFiles": "main.go"})"})
    EXPECT_THROW(read_go_packages(text), Error) << text;
  EXPECT_THROW(read_go_packages(std::string(100'000, '{')), Error);
}

}  // namespace
}  // namespace wasmpair
