#include "commands/main_package.h"

#include <gtest/gtest.h>

#include <string>

#include "unit/support/temporary_directory.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

class MainPackage : public TemporaryDirectoryTest {
 protected:
  std::string found(const std::string& given = "") const {
    return find_main_package(directory_.generic_string(), given);
  }
};

TEST(PackageInSource, IsTheNameInTheClause) {
  for (const char* source :
       {"package main", "package main\n", "\xEF\xBB\xBFpackage main\r\n", "//go:build js\n\npackage\tmain // comment\n",
        "/* package other\n*/ /**/ // package third\npackage main; import \"fmt\"", "\n\n  package main\n"})
    EXPECT_EQ(package_in_source(source), "main") << source;
  EXPECT_EQ(package_in_source("package mainly\n"), "mainly");
  EXPECT_EQ(package_in_source("// package main\npackage other\n"), "other");
}

TEST(PackageInSource, IsEmptyWithoutAClause) {
  for (const char* source : {"", "// package main", "/* package main", "packagemain", "package", "package ", "import",
                             "//go:build ignore\n\npackage main\n", "// +build ignore\n\npackage main\n"})
    EXPECT_EQ(package_in_source(source), "") << source;
}

TEST(PackagePath, IsWhatTheGoCommandAccepts) {
  for (const char* path : {".", "./cmd/app", "./a-b/c_d/e.f~+1"}) EXPECT_TRUE(is_package_path(path)) << path;
  for (const char* path :
       {"",     "cmd/app", "./",         "./a//b", "./..",   "./../a", "./.a",   "./a b", "./a$b", "./a'b",
        "./-x", "./a.",    "./\xC3\xBC", "./a\nb", "./a\"b", "./a&b",  "./a`b`", "/a",    "./a#b", "./a:b"})
    EXPECT_FALSE(is_package_path(path)) << path;
}

TEST_F(MainPackage, IsThatOfTheDirectory) {
  EXPECT_EQ(found(), "");
  write("cmd/app/main.go", "package main\n");
  write("tool.go", "//go:build ignore\n\npackage main\n");
  write("main_test.go", "package main\n");
  write("_old.go", "package main\n");
  EXPECT_EQ(found(), "./cmd/app");
  write("b.go", "package main\n");
  EXPECT_EQ(found(), ".");
}

TEST_F(MainPackage, IsNotGuessedAmongSeveral) {
  write("cmd/app/main.go", "package main\n");
  write("cmd/server/main.go", "package main\n");
  write("cmd/shared/shared.go", "package shared\n");
  EXPECT_THROW(found(), Error);
  for (const char* given : {"cmd/app", "./cmd/app", "./cmd/app/", "cmd/../cmd/./app"})
    EXPECT_EQ(found(given), "./cmd/app");
  for (const char* given : {"cmd/shared", "cmd/absent", "../cmd/app", "/cmd/app", "."})
    EXPECT_THROW(found(given), Error) << given;
}

TEST_F(MainPackage, IsNotAddedToAnotherPackage) {
  write("library.go", "package library\n");
  EXPECT_THROW(found(), Error);
  write("web/main.go", "package main\n");
  EXPECT_EQ(found("web"), "./web");
}

}  // namespace
}  // namespace wasmpair
