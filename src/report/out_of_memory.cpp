#include "report/out_of_memory.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <exception>
#include <new>

#include "util/out_of_memory.h"
#include "util/platform/terminal.h"

namespace wasmpair {
namespace {

constexpr int failed = 2;

/// address, unless it shows that memory ran out.
void* expect_memory(void* address, std::size_t bytes) {
  if (address == nullptr && bytes > 0) {
    report_out_of_memory({});
    std::_Exit(failed);
  }
  return address;
}

void* allocate(std::size_t bytes, const char*, int) { return expect_memory(std::malloc(bytes), bytes); }

void* reallocate(void* address, std::size_t bytes, const char*, int) {
  return expect_memory(std::realloc(address, bytes), bytes);
}

void release(void* address, const char*, int) { std::free(address); }

}  // namespace

constexpr std::string_view out_of_memory_lines = "wasmpair: out of memory\n  " WASMPAIR_OUT_OF_MEMORY_ADVICE "\n";
constexpr std::string_view out_of_memory_annotation =
    "::error title=wasmpair%3A could-not::out of memory%0A  " WASMPAIR_OUT_OF_MEMORY_ADVICE "\n";

void report_out_of_memory(std::span<const char* const> words) noexcept {
  platform::write_error(out_of_memory_lines);
  const auto is_github = [](std::string_view word) { return word == "--github"; };
  if (std::ranges::any_of(words, is_github)) platform::write_error(out_of_memory_annotation);
}

void end_if_openssl_lacks_memory() noexcept { CRYPTO_set_mem_functions(&allocate, &reallocate, &release); }

void terminate_out_of_memory() noexcept {
  if (const std::exception_ptr failure = std::current_exception()) {
    try {
      std::rethrow_exception(failure);
    } catch (const std::bad_alloc&) {
      report_out_of_memory({});
      std::_Exit(failed);
    } catch (...) {  // not about memory: the process ends as it would have without this
    }
  }
  std::abort();
}

}  // namespace wasmpair
