#include "commands/depfile.h"

#include <gtest/gtest.h>

#include "wasmpair/error.h"

namespace wasmpair {
namespace {

TEST(Depfile, ListsEachInputOnceAndSorted) {
  EXPECT_EQ(depfile_text("out/wasmpair.json", {"b.wasm", "a.wasm", "b.wasm"}),
            "out/wasmpair.json: \\\n  a.wasm \\\n  b.wasm\n\na.wasm:\n\nb.wasm:\n");
}

TEST(Depfile, EscapesCharactersThatAreSpecialToMake) {
  EXPECT_EQ(depfile_text("my stamp", {"a b.wasm", "c#d.wasm", "e$f.wasm"}),
            "my\\ stamp: \\\n  a\\ b.wasm \\\n  c\\#d.wasm \\\n  e$$f.wasm\n"
            "\na\\ b.wasm:\n\nc\\#d.wasm:\n\ne$$f.wasm:\n");
}

TEST(Depfile, RefusesWhatIsMoreThanAFile) {
  for (const char* path :
       {"",     "a\n\ttouch b", "a\rb", "\ta",  "a;touch b", "a=b", "a!=touch b", "a|b",    "a:b",
        "a&",   "a*",           "a?",   "[ab]", "~a",        "a ",  "a\\",        "lib(a)", "$(shell touch b)",
        "${a}", "a'b",          "a\"b", "a`b`", "a<b",       "a^b", "\x7f"}) {
    EXPECT_THROW(depfile_text("target", {path}), Error) << path;
    EXPECT_THROW(depfile_text(path, {"a.wasm"}), Error) << path;
  }
}

TEST(Depfile, HasNoRuleForAPattern) {
  EXPECT_EQ(depfile_text("t", {"a%2Fb/c", "/d/.e"}), "t: \\\n  /d/.e \\\n  a%2Fb/c\n\n/d/.e:\n");
  for (const char* target : {"%.wasm", "a%2Fb/wasmpair.json"})
    EXPECT_THROW(depfile_text(target, {"a.wasm"}), Error) << target;
}

}  // namespace
}  // namespace wasmpair
