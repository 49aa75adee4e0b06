#include "report/out_of_memory.h"

#include <gtest/gtest.h>

#include <cerrno>

#include "report/github_commands.h"
#include "util/system_error.h"

namespace wasmpair {
namespace {

TEST(OutOfMemory, IsReportedLikeEveryFailure) {
  const std::string advice = system_error("", "read", ENOMEM).advice();
  EXPECT_EQ(out_of_memory_lines, "wasmpair: out of memory\n  " + advice + "\n");
  const Error failure("", "out of memory", advice);
  EXPECT_EQ(out_of_memory_annotation,
            annotation_command({AnnotationLevel::Error, "could-not", "", report_lines(failure.what())}).str());
}

}  // namespace
}  // namespace wasmpair
