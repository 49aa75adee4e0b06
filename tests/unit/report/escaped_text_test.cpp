#include "report/escaped_text.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

TEST(ReportText, EscapesWhatIsPutIn) {
  const std::string hostile = "\x1b[2J\nfits";
  EXPECT_EQ(report_text("{}\n", hostile).str(), "\\x1b[2J\\x0afits\n");
  EXPECT_EQ(report_text("{}", std::string_view(hostile)).str(), "\\x1b[2J\\x0afits");
  EXPECT_EQ(report_text("{}", hostile.c_str()).str(), "\\x1b[2J\\x0afits");
  EXPECT_EQ(report_lines(hostile).str(), "\\x1b[2J\nfits");
}

TEST(ReportText, LeavesNumbersAndReportsAsTheyAre) {
  const ReportText part = report_text("{:>4}|{}\n", 7, "\r");
  EXPECT_EQ(part.str(), "   7|\\x0d\n");
  EXPECT_EQ(report_text("{}{}", part, ReportText("end\n")).str(), part.str() + "end\n");
}

}  // namespace
}  // namespace wasmpair
