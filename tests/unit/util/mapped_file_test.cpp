#include "util/mapped_file.h"

#include <gtest/gtest.h>

#include "unit/support/temporary_directory.h"
#include "util/text_bytes.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

using MappedFileTest = TemporaryDirectoryTest;

TEST_F(MappedFileTest, ShowsTheContent) {
  write("app.wasm", "content");
  MappedFile mapped(path("app.wasm"));
  EXPECT_EQ(text_of(mapped.content()), "content");
  const ByteView before = mapped.content();
  const MappedFile moved = std::move(mapped);
  EXPECT_EQ(moved.content().data(), before.data());
}

TEST_F(MappedFileTest, OfAnEmptyFileIsEmpty) {
  write("empty", "");
  const MappedFile mapped(path("empty"));
  EXPECT_TRUE(mapped.content().empty());
  EXPECT_NO_THROW(mapped.expect_unchanged());
}

TEST_F(MappedFileTest, NoticesAChange) {
  write("app.wasm", "content");
  const MappedFile mapped(path("app.wasm"));
  EXPECT_NO_THROW(mapped.expect_unchanged());
  write("app.wasm", "longer content");
  EXPECT_THROW(mapped.expect_unchanged(), Error);
}

TEST_F(MappedFileTest, RejectsAnythingButARegularFile) {
  EXPECT_THROW(MappedFile{path(".")}, Error);
  EXPECT_THROW(MappedFile{path("absent")}, Error);
}

}  // namespace
}  // namespace wasmpair
