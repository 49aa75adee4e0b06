// Memory for libbrotlienc, which calls exit(1) when its allocator returns null.
#pragma once

#include <csetjmp>
#include <cstddef>
#include <new>
#include <type_traits>

namespace wasmpair {

/// The memory of one encoder. When it runs out, the allocator jumps out of the library instead of returning to it. What
/// the encoder held is released with this object, so that it needs no destruction of its own.
class BrotliMemory {
 public:
  BrotliMemory() = default;
  ~BrotliMemory();
  BrotliMemory(const BrotliMemory&) = delete;
  BrotliMemory& operator=(const BrotliMemory&) = delete;

  /// A brotli_alloc_func and a brotli_free_func; opaque: the BrotliMemory, in a call made by use().
  static void* allocate(void* opaque, std::size_t bytes);
  static void release(void* opaque, void* address);

  /// Makes a call into the library. Throws std::bad_alloc if memory runs out; the encoder must not be used again.
  /// call: must only call C, and have no object with a destructor: the jump skips it.
  template <typename Call>
  void use(const Call& call) {
    static_assert(std::is_trivially_destructible_v<Call>);
    if (!returns(call)) throw std::bad_alloc();
  }

 private:
  /// Precedes each block.
  struct alignas(std::max_align_t) Link {
    Link* previous;
    Link* next;
  };

  /// False if the call was left by a jump. Has no objects of its own: a jump leaves their values undefined.
  template <typename Call>
  bool returns(const Call& call) {
    // NOLINTNEXTLINE(cert-err52-cpp): an exception must not pass through C
    if (setjmp(escape_) != 0) return false;
    call();
    return true;
  }

  std::jmp_buf escape_{};
  Link* first_ = nullptr;
};

}  // namespace wasmpair
