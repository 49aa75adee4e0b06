#include "commands/depfile.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace wasmpair
