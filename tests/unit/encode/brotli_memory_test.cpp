#include "encode/brotli_memory.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>

namespace wasmpair {
namespace {

constexpr std::size_t more_than_there_is = SIZE_MAX - 8;

/// As a library that uses what it gets.
void* allocate_and_fill(BrotliMemory& memory, std::size_t bytes) {
  return std::memset(BrotliMemory::allocate(&memory, bytes), 1, bytes);
}

TEST(BrotliMemory, IsReleasedInAnyOrder) {
  BrotliMemory memory;
  memory.use([&memory] {
    void* const first = allocate_and_fill(memory, 10);
    void* const second = allocate_and_fill(memory, 20);
    void* const third = allocate_and_fill(memory, 30);
    BrotliMemory::release(&memory, second);
    BrotliMemory::release(&memory, third);
    BrotliMemory::release(&memory, first);
    BrotliMemory::release(&memory, nullptr);
    allocate_and_fill(memory, 40);  // released by the destructor, as AddressSanitizer confirms
  });
}

TEST(BrotliMemory, ThrowsInPlaceOfReturningNull) {
  BrotliMemory memory;
  memory.use([&memory] { allocate_and_fill(memory, 10); });
  bool returned = false;
  EXPECT_THROW(memory.use([&memory, &returned] {
    allocate_and_fill(memory, 20);
    BrotliMemory::allocate(&memory, more_than_there_is);
    returned = true;
  }),
               std::bad_alloc);
  EXPECT_FALSE(returned);
}

}  // namespace
}  // namespace wasmpair
