#include "http/field_list.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

using Elements = std::vector<std::string_view>;

TEST(FieldList, IsSplitAtCommas) {
  EXPECT_EQ(split_list("a, b ,\tc"), (Elements{"a", "b", "c"}));
  EXPECT_EQ(split_list("a"), Elements{"a"});
}

TEST(FieldList, SkipsEmptyElements) {
  EXPECT_EQ(split_list(""), Elements{});
  EXPECT_EQ(split_list(" , ,"), Elements{});
  EXPECT_EQ(split_list(",a,,b,"), (Elements{"a", "b"}));
}

TEST(FieldList, IsNotSplitInsideQuotedStrings) {
  EXPECT_EQ(split_list(R"("a,b", c="d,\",e", f)"), (Elements{R"("a,b")", R"(c="d,\",e")", "f"}));
  EXPECT_EQ(split_list(R"(a, "open, b)"), (Elements{"a", R"("open, b)"}));
  EXPECT_EQ(split_list(R"(a, "b\)"), (Elements{"a", R"("b\)"}));
}

}  // namespace
}  // namespace wasmpair
