#include "unit/util/input_file_test.h"

namespace wasmpair {
namespace {

TEST_F(InputFileTest, IsNoDevice) { EXPECT_EQ(refusal("/dev/null"), "cannot read: it is not a regular file"); }

}  // namespace
}  // namespace wasmpair
