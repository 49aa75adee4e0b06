// Simulated faults: what servers get wrong, so that a developer sees what users would.
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
  std::string_view summary;  ///< For help: what is answered.
};

/// Every fault, in the order of the help.
std::span<const FaultInfo> fault_table();

/// The fault of that name, or nothing.
std::optional<Fault> parse_fault(std::string_view name);

/// The faults of a run, and what they remember.
class Faults {
 public:
  explicit Faults(const std::vector<Fault>& faults) : faults_(faults.begin(), faults.end()) {}

  bool has(Fault fault) const { return faults_.count(fault) != 0; }

  /// True the first time that a path is asked for.
  bool is_first_request(const std::string& path) { return asked_for_.insert(path).second; }

 private:
  std::set<Fault> faults_;
  std::set<std::string> asked_for_;
};

/// Content gzipped again, as by a server that compresses what is compressed already.
std::string gzip_again(const std::string& gzipped);

}  // namespace wasmpair
