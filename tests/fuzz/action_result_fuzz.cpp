// Fuzzes the action results that a shared cache returns: any bytes are rejected or name a blob that round-trips.
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
    // Rejected.
  }
  return 0;
}
