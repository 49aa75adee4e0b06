#include "encode/brotli_memory.h"

#include <cstdlib>
#include <limits>
#include <utility>

namespace wasmpair {

BrotliMemory::~BrotliMemory() {
  while (first_ != nullptr) std::free(std::exchange(first_, first_->next));
}

void* BrotliMemory::allocate(void* opaque, std::size_t bytes) {
  auto& memory = *static_cast<BrotliMemory*>(opaque);
  const bool can_exist = bytes <= std::numeric_limits<std::size_t>::max() - sizeof(Link);
  auto* const link = can_exist ? static_cast<Link*>(std::malloc(sizeof(Link) + bytes)) : nullptr;
  // NOLINTNEXTLINE(cert-err52-cpp): an exception must not pass through C
  if (link == nullptr) std::longjmp(memory.escape_, 1);
  *link = {nullptr, memory.first_};
  if (memory.first_ != nullptr) memory.first_->previous = link;
  memory.first_ = link;
  return link + 1;
}

void BrotliMemory::release(void* opaque, void* address) {
  if (address == nullptr) return;
  auto& memory = *static_cast<BrotliMemory*>(opaque);
  Link* const link = static_cast<Link*>(address) - 1;
  (link->previous != nullptr ? link->previous->next : memory.first_) = link->next;
  if (link->next != nullptr) link->next->previous = link->previous;
  std::free(link);
}

}  // namespace wasmpair
