#include "encode/known_integrity.h"

#include <gtest/gtest.h>

#include <boost/filesystem.hpp>
#include <boost/filesystem/fstream.hpp>
#include <string>
#include <vector>

#include "unit/support/temporary_directory.h"
#include "util/text_bytes.h"

namespace wasmpair {
namespace {

namespace fs = boost::filesystem;

// printf abc | openssl dgst -sha384 -binary | base64
const std::string integrity_of_abc = "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn";

std::vector<fs::path> files_below(const fs::path& directory) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory))
    if (fs::is_regular_file(entry.path())) files.push_back(entry.path());
  return files;
}

using KnownIntegrityTest = TemporaryDirectoryTest;

TEST_F(KnownIntegrityTest, NeedsNoCache) {
  const ByteView content = bytes_of("abc");
  EXPECT_EQ(known_integrity(content, sha256(content), nullptr), integrity_of_abc);
}

TEST_F(KnownIntegrityTest, ComesFromTheCacheTheSecondTime) {
  const Cache cache(path("cache"), SealKey{1});
  const ByteView content = bytes_of("abc");
  EXPECT_EQ(known_integrity(content, sha256(content), &cache), integrity_of_abc);
  // Another content with the same digest shows that nothing is computed again.
  EXPECT_EQ(known_integrity(bytes_of("abd"), sha256(content), &cache), integrity_of_abc);
  EXPECT_NE(known_integrity(bytes_of("abd"), sha256(bytes_of("abd")), &cache), integrity_of_abc);
}

TEST_F(KnownIntegrityTest, IsComputedAgainIfTheEntryIsCorrupt) {
  const Cache cache(path("cache"), SealKey{1});
  const ByteView content = bytes_of("abc");
  known_integrity(content, sha256(content), &cache);
  const std::vector<fs::path> entries = files_below(path("cache"));
  ASSERT_EQ(entries.size(), 1u);
  const auto size = static_cast<std::streamoff>(fs::file_size(entries[0]));
  fs::fstream file(entries[0], std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(size - 1);
  file.put('!');
  file.close();
  EXPECT_EQ(known_integrity(content, sha256(content), &cache), integrity_of_abc);
}

TEST_F(KnownIntegrityTest, IsNotWhatAnotherUserStored) {
  const ByteView content = bytes_of("abc");
  const Cache others(path("cache"), SealKey{2});
  known_integrity(bytes_of("abd"), sha256(content), &others);
  for (const std::optional<SealKey>& key : {std::optional(SealKey{1}), std::optional<SealKey>()}) {
    const Cache cache(path("cache"), key);
    EXPECT_EQ(known_integrity(content, sha256(content), &cache), integrity_of_abc);
  }
}

}  // namespace
}  // namespace wasmpair
