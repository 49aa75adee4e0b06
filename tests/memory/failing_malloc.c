// Makes one allocation of a process fail: to be preloaded (LD_PRELOAD). The tests compile it.
//
//   FAIL_ALLOCATION=N         the N-th allocation fails, counted from 1 over all threads
//   FAIL_ALLOCATION_THEN=all  and so do all after it
//   COUNT_ALLOCATIONS=FILE    appends the number of allocations to FILE when the process exits
#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// glibc's own names for what is replaced here.
void* __libc_malloc(size_t bytes);
void* __libc_calloc(size_t count, size_t bytes);
void* __libc_realloc(void* address, size_t bytes);
void* __libc_memalign(size_t alignment, size_t bytes);

static atomic_ulong counted;

/// Allocates nothing itself.
static int must_fail(void) {
  const unsigned long number = atomic_fetch_add(&counted, 1) + 1;
  const char* const first = getenv("FAIL_ALLOCATION");
  if (first == NULL) return 0;
  const unsigned long failing = strtoul(first, NULL, 10);
  const char* const then = getenv("FAIL_ALLOCATION_THEN");
  if (number != failing && (number < failing || then == NULL || strcmp(then, "all") != 0)) return 0;
  errno = ENOMEM;
  return 1;
}

void* malloc(size_t bytes) { return must_fail() ? NULL : __libc_malloc(bytes); }
void* calloc(size_t count, size_t bytes) { return must_fail() ? NULL : __libc_calloc(count, bytes); }
void* realloc(void* address, size_t bytes) { return must_fail() ? NULL : __libc_realloc(address, bytes); }
void* memalign(size_t alignment, size_t bytes) { return must_fail() ? NULL : __libc_memalign(alignment, bytes); }
void* aligned_alloc(size_t alignment, size_t bytes) { return memalign(alignment, bytes); }
int posix_memalign(void** result, size_t alignment, size_t bytes) {
  void* const address = memalign(alignment, bytes);
  if (address == NULL) return ENOMEM;
  *result = address;
  return 0;
}

__attribute__((destructor)) static void write_count(void) {
  const char* const file = getenv("COUNT_ALLOCATIONS");
  if (file == NULL) return;
  const unsigned long count = atomic_load(&counted);
  FILE* const stream = fopen(file, "a");
  if (stream == NULL) return;
  fprintf(stream, "%lu\n", count);
  fclose(stream);
}
