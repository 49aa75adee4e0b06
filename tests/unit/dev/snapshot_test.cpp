#include "dev/snapshot.h"

#include <gtest/gtest.h>

#include "unit/support/temporary_directory.h"

namespace wasmpair {
namespace {

TEST(Snapshot, NoticesWhatNobodyReported) {
  const TemporaryDirectory directory;
  const std::string file = directory.generic_string() + "/page.html";
  const std::string later = directory.generic_string() + "/later.html";
  boost::filesystem::ofstream(file) << "one";
  WatchPlan plan;
  plan.add_page_sources({{file}, {}});
  const Snapshot snapshot(plan);
  EXPECT_EQ(snapshot.changed_file(plan), "");

  boost::filesystem::ofstream(later) << "new";
  EXPECT_EQ(snapshot.changed_file(plan), "") << "no file of the plan";
  WatchPlan larger;
  larger.add_page_sources({{file, later}, {}});
  EXPECT_EQ(snapshot.changed_file(larger), later);

  EXPECT_EQ(snapshot.changed_file(WatchPlan()), "") << "a file that does not matter any more is unchanged";
  boost::filesystem::remove(file);
  EXPECT_EQ(snapshot.changed_file(plan), file);
  EXPECT_EQ(snapshot.changed_file(WatchPlan()), file) << "the snapshot's own files count";
}

}  // namespace
}  // namespace wasmpair
