// Progress of long operations.
#pragma once

#include <cstdint>
#include <string_view>

namespace wasmpair {

/// Receives progress while an operation runs. Called in the thread that called the operation, and may be called often.
class Progress {
 public:
  virtual ~Progress() = default;

  /// stage: what runs, for people, e.g. "encoding". done of total: uncompressed bytes when encoding, requests when
  /// verifying, and 0 of 0 if the stage cannot say. Within a stage total is fixed and done never decreases. An
  /// exception that update throws ends the operation, which passes it on.
  virtual void update(std::string_view stage, std::uint64_t done, std::uint64_t total) = 0;
};

}  // namespace wasmpair
