// Simulated faults of servers, which show a developer what users would see.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wasmpair/preview.h"

namespace wasmpair {

struct FaultInfo {
  Fault fault;
  std::string_view name;     ///< On the command line: "wrong-type".
  std::string_view summary;  ///< For the help: what happens.
};

/// Every fault, in the order of the help.
std::span<const FaultInfo> fault_table();

/// The fault of that name, or nothing.
std::optional<Fault> parse_fault(std::string_view name);

/// The faults of a run, and their state.
class Faults {
 public:
  explicit Faults(const std::vector<Fault>& faults) : faults_(faults.begin(), faults.end()) {}

  bool has(Fault fault) const { return faults_.count(fault) != 0; }

  /// True the first time that a path is requested.
  bool is_first_request(const std::string& path) { return requested_.insert(path).second; }

 private:
  std::set<Fault> faults_;
  std::set<std::string> requested_;
};

/// Content gzipped again, as by a server that compresses compressed files.
std::string gzip_again(const std::string& gzipped);

}  // namespace wasmpair
