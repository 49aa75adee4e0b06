#include "preview/faults.h"

#include <algorithm>
#include <array>
#include <atomic>

#include "encode/encoders.h"
#include "util/text_bytes.h"

namespace wasmpair {
namespace {

constexpr std::array table{
    FaultInfo{Fault::WrongType, "wrong-type", "modules are sent as application/octet-stream"},
    FaultInfo{Fault::NoVary, "no-vary", "responses that differ by encoding lack Vary"},
    FaultInfo{Fault::DoubleGzip, "double-gzip", "modules are gzipped twice, but labeled gzip"},
    FaultInfo{Fault::NotFoundOnce, "404-once", "the first request for each module gets a 404"},
    FaultInfo{Fault::Stall, "stall", "modules stop halfway, and nothing follows"},
    FaultInfo{Fault::UnaskedDelta, "unasked-delta", "everybody gets the difference to an earlier module"},
    FaultInfo{Fault::WrongDictionary, "wrong-dictionary", "differences name another dictionary"},
    FaultInfo{Fault::CutDelta, "cut-delta", "differences end halfway, without an error"},
    FaultInfo{Fault::NoDictionaryVary, "no-dictionary-vary", "the Vary of modules lacks Available-Dictionary"},
};

}  // namespace

std::span<const FaultInfo> fault_table() { return table; }

std::optional<Fault> parse_fault(std::string_view name) {
  const auto* const found = std::ranges::find(table, name, &FaultInfo::name);
  if (found == table.end()) return std::nullopt;
  return found->fault;
}

std::string gzip_again(const std::string& gzipped) {
  std::atomic<std::uint64_t> fed{0};
  const Chunk whole{bytes_of(gzipped), 0, gzipped.size()};
  const auto encoded = encode_chunk(whole, GzipParameters{1}, Work{{}, fed});
  return encoded ? std::string(text_of(*encoded)) : "";
}

}  // namespace wasmpair
