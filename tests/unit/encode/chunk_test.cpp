#include "encode/chunk.h"

#include <gtest/gtest.h>

#include "unit/encode/samples.h"

namespace wasmpair {
namespace {

TEST(Chunks, CoverTheContentInOrder) {
  const Bytes content = zeros(min_divided_content + 1);
  for (const std::size_t count : {1U, 2U, 3U, 7U}) {
    const std::vector<Chunk> chunks = divide(content, count);
    ASSERT_EQ(chunks.size(), count);
    std::size_t end = 0;
    for (std::size_t i = 0; i < count; ++i) {
      EXPECT_EQ(chunks[i].offset, end);
      EXPECT_EQ(chunks[i].is_first(), i == 0);
      EXPECT_EQ(chunks[i].is_last(), i == count - 1);
      EXPECT_EQ(chunks[i].view().data(), content.data() + end);
      end += chunks[i].bytes;
    }
    EXPECT_EQ(end, content.size());
    EXPECT_LE(chunks.front().bytes - chunks.back().bytes, 1U);
  }
}

TEST(Chunks, LeaveASmallContentUndivided) {
  EXPECT_EQ(divide(zeros(min_divided_content - 1), 2).size(), 1U);
  EXPECT_EQ(divide(zeros(min_divided_content), 2).size(), 2U);
}

TEST(Chunks, AreASingleOneForAnEmptyContent) {
  const std::vector<Chunk> chunks = divide({}, 2);
  ASSERT_EQ(chunks.size(), 1U);
  EXPECT_TRUE(chunks[0].is_first());
  EXPECT_TRUE(chunks[0].is_last());
}

}  // namespace
}  // namespace wasmpair
