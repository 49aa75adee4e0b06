#include "memory/counting_new.h"

#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <new>

namespace {

// The allocation functions need global counters. The tests run in one thread.
std::size_t allocated = 0;
std::size_t peak = 0;
std::size_t base = 0;

void* allocate(std::size_t size) {
  void* memory = std::malloc(std::max<std::size_t>(size, 1));
  if (!memory) throw std::bad_alloc();
  allocated += malloc_usable_size(memory);
  peak = std::max(peak, allocated);
  return memory;
}

void release(void* memory) {
  allocated -= malloc_usable_size(memory);
  std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void operator delete(void* memory) noexcept { release(memory); }
void operator delete[](void* memory) noexcept { release(memory); }
void operator delete(void* memory, std::size_t) noexcept { release(memory); }
void operator delete[](void* memory, std::size_t) noexcept { release(memory); }

namespace wasmpair::testing {

void start_counting() { base = peak = allocated; }

std::size_t peak_bytes() { return peak - base; }

}  // namespace wasmpair::testing
