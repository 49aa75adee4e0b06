// Fuzzes what is read of the server of a shared cache. Whatever the bytes, they are refused, or name a blob, which is
// the same when it is written and read again.
#include <cstdint>
#include <cstdlib>

#include "remote/action_result.h"
#include "wasmpair/error.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace wasmpair;
  try {
    const BlobDigest blob = read_action_result({data, size});
    if (read_action_result(write_action_result(blob)) != blob) std::abort();
  } catch (const Error&) {
    // Refused.
  }
  return 0;
}
