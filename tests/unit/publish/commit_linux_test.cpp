// What a release does to the disk, and when.
#include <algorithm>
#include <map>
#include <vector>

#include "unit/publish/commit_test.h"
#include "unit/support/files_posix.h"
#include "unit/support/recorded_calls.h"

namespace wasmpair {
namespace {

TEST_F(CommitTest, NamesNothingBeforeEveryByteIsOnTheDiskAndThePagesAfterTheAssets) {
  make_out_dir();
  const RecordedCalls recorded;
  publish();
  const std::vector<std::string> calls = recorded.list();
  // The place of the first such call after another place, or the end.
  const auto find = [&calls](const std::string& call, std::ptrdiff_t after = -1) {
    return std::find(calls.begin() + after + 1, calls.end(), call) - calls.begin();
  };
  const auto first_name =
      std::ranges::find_if(calls, [](const std::string& call) { return call.starts_with("name "); }) - calls.begin();
  for (const std::string& name : published_) EXPECT_LT(find("flush " + name), first_name) << name;
  const auto last_asset = std::max(find("name app.01.wasm"), find("name app.01.wasm.br"));
  EXPECT_LT(find("flush out", last_asset), find("name index.html"));
  EXPECT_LT(find("name index.html"), find("name wasmpair.json"));
  EXPECT_EQ(calls.back(), "flush out");
}

TEST_F(CommitTest, WritesNothingWhenNothingChanged) {
  publish();
  std::map<std::string, ino_t> before;
  for (const std::string& name : published_) before[name] = status_of(path("out/" + name)).st_ino;
  const timespec directory_changed = status_of(path("out")).st_mtim;

  const CommitReport report = publish();
  EXPECT_EQ(report.written, 0U);
  EXPECT_EQ(report.unchanged, 4U);
  for (const std::string& name : published_) EXPECT_EQ(status_of(path("out/" + name)).st_ino, before[name]) << name;
  EXPECT_EQ(status_of(path("out")).st_mtim.tv_nsec,
            directory_changed.tv_nsec);  // not even a temporary file was created
  EXPECT_EQ(status_of(path("out")).st_mtim.tv_sec, directory_changed.tv_sec);
}

}  // namespace
}  // namespace wasmpair
