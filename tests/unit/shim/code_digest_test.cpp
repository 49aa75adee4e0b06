#include "shim/code_digest.h"

#include <gtest/gtest.h>

#include <string>

namespace wasmpair {
namespace {

Sha256 digest_of(const std::string& source) { return code_digest(Tokens(source, "shim.js")); }

TEST(CodeDigest, IgnoresWhiteSpaceAndComments) {
  const Sha256 expected = digest_of("f(a, [b], {c: d});\nif (x) {\n\treturn y.z;\n}\n");
  for (const char* source : {
           "f(a,[b],{c:d});if(x) { return y.z; }",
           "// @ts-nocheck\nf(a, /* the second */ [\n  b\n], { c: d })\n;\nif (x) {\n  return y\n    .z;\n}",
           "\xef\xbb\xbf"
           "f(a, [b], {c: d});\r\nif (x) {\r\n\treturn y.z;\r\n}\r\n",
       })
    EXPECT_EQ(digest_of(source), expected) << source;
}

TEST(CodeDigest, SeesLineEndsThatMayEndAStatement) {
  for (const auto& [one, other] : std::initializer_list<std::pair<const char*, const char*>>{
           {"return x;", "return\nx;"},
           {"return x;", "return /*\n*/ x;"},
           {"return x;", "return \xe2\x80\xa8 x;"},
           {"return x;", "return // \rx;"},
           {"a\n++b", "a ++\nb"},
           {"a = {}\nb", "a = {} b"},
           {"a\n(b)", "a (b)"},
           {"a\n[b]", "a [b]"},
       })
    EXPECT_NE(digest_of(one), digest_of(other)) << one << " and " << other;
}

TEST(CodeDigest, SeesEveryToken) {
  for (const char* other : {"a = 'b'", "a = \"b \"", "a = \"b\";", "a = b", "a == \"b\"", "a = `b`"})
    EXPECT_NE(digest_of(other), digest_of("a = \"b\"")) << other;
  EXPECT_NE(digest_of("a + +b"), digest_of("a ++b"));
  EXPECT_NE(digest_of("`a b`"), digest_of("`a  b`"));
}

TEST(CodeDigest, SeesCodeAfterAnyLineEndOfAComment) {
  for (const char* end : {"\n", "\r", "\r\n", "\xe2\x80\xa8", "\xe2\x80\xa9"})
    EXPECT_NE(digest_of(std::string("// comment") + end + "evil();"), digest_of("// comment evil();")) << end;
}

TEST(CodeDigest, SeesCommentsOfHtml) {
  EXPECT_NE(digest_of("a;\n--> a comment\nb;"), digest_of("a;\nb;"));
  EXPECT_NE(digest_of("a;\n<!-- a comment\nb;"), digest_of("a;\nb;"));
}

}  // namespace
}  // namespace wasmpair
