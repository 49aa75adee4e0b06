#include "http/libcurl.h"

#include <curl/curl.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <new>

namespace wasmpair {
namespace {

std::atomic<std::uint64_t> failures{0};

template <typename Pointer>
Pointer counted(Pointer allocated) {
  if (allocated == nullptr) ++failures;
  return allocated;
}

void* allocate(std::size_t bytes) { return counted(std::malloc(bytes)); }
void* reallocate(void* old, std::size_t bytes) { return counted(std::realloc(old, bytes)); }
void* allocate_zeroed(std::size_t count, std::size_t bytes) { return counted(std::calloc(count, bytes)); }
char* duplicate(const char* text) { return counted(::strdup(text)); }

}  // namespace

void initialize_libcurl() {
  static const CURLcode result =
      curl_global_init_mem(CURL_GLOBAL_DEFAULT, &allocate, &std::free, &reallocate, &duplicate, &allocate_zeroed);
  if (result != CURLE_OK) throw std::bad_alloc();
}

std::uint64_t failed_allocations() { return failures; }

}  // namespace wasmpair
