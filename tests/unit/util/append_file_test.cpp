#include "util/append_file.h"

#include <gtest/gtest.h>

#include "unit/support/temporary_directory.h"
#include "util/files.h"
#include "util/text_bytes.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

TEST(AppendFile, PreservesOtherWriters) {
  const TemporaryDirectory directory;
  const std::string path = directory.generic_string() + "/summary";
  const AppendFile ours(path);
  AppendFile(path).append(bytes_of("theirs\n"));
  ours.append(bytes_of("ours\n"));
  EXPECT_EQ(ours.size(), 12U);
  EXPECT_EQ(text_of(read_file(path)), "theirs\nours\n");
}

TEST(AppendFile, NamesAFileThatCannotBeOpened) {
  const TemporaryDirectory directory;
  try {
    AppendFile file(directory.generic_string());
    FAIL() << "opened a directory";
  } catch (const Error& error) {
    EXPECT_EQ(error.place(), directory.generic_string());
  }
}

}  // namespace
}  // namespace wasmpair
