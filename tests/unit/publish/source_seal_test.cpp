#include "publish/source_seal.h"

#include <gtest/gtest.h>

#include <regex>
#include <stdexcept>

namespace wasmpair {
namespace {

constexpr std::string_view source = "// Package guesthost runs guests.\npackage guesthost\n\nvar release = 1\n";

TEST(SourceSeal, ReplacesNothingButThePackageClause) {
  const std::string sealed = seal_source(source, "textguest");
  const std::string_view above = "// Package guesthost runs guests.\n";
  EXPECT_EQ(sealed.substr(0, above.size()), above);
  EXPECT_TRUE(sealed.substr(above.size()).starts_with("package textguest // wasmpair "));
  EXPECT_TRUE(sealed.ends_with("\n\nvar release = 1\n"));
}

TEST(SourceSeal, NamesThePackageAndTheVersion) {
  const auto seal = read_source_seal(seal_source(source, "textguest"));
  ASSERT_TRUE(seal);
  EXPECT_EQ(seal->package, "textguest");
  EXPECT_NE(seal->version, "");
}

TEST(SourceSeal, BreaksWithAnyEdit) {
  const std::string sealed = seal_source(source, "textguest");
  const std::string version = read_source_seal(sealed).value().version;
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string edited = sealed;
    edited[i] = edited[i] == 'x' ? 'y' : 'x';
    // Of the clause's comment, the version says who wrote the file, and is not a part of its content.
    const auto seal = read_source_seal(edited);
    EXPECT_TRUE(!seal || seal->version != version) << i;
  }
  EXPECT_FALSE(read_source_seal(sealed + "// more\n"));
  EXPECT_FALSE(read_source_seal("\n" + sealed));
}

TEST(SourceSeal, DoesNotDependOnTheEndsOfLines) {
  const std::string sealed = std::regex_replace(seal_source(source, "textguest"), std::regex("\n"), "\r\n");
  EXPECT_TRUE(read_source_seal(sealed));
  EXPECT_FALSE(read_source_seal("\r\n" + sealed));
}

TEST(SourceSeal, IsAbsentFromForeignSources) {
  for (const std::string_view foreign :
       {"", "\n", "package", "package ", "package main", "package main\n", "package a // wasmpair 1\n",
        "package a // wasmpair 1, sha256 \n", ", sha256 \npackage a, sha256  // wasmpair \n"})
    EXPECT_FALSE(read_source_seal(foreign)) << foreign;
}

TEST(SourceSeal, NeedsAPackageClause) { EXPECT_THROW(seal_source("// nothing\n", "a"), std::logic_error); }

}  // namespace
}  // namespace wasmpair
