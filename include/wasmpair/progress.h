// How long work tells of itself.
#pragma once

#include <cstdint>
#include <string_view>

namespace wasmpair {

/// Told of progress while work runs. Called from one thread at a time; may be called often.
class Progress {
 public:
  virtual ~Progress() = default;

  /// done and total count bytes fed to the encoders; done never shrinks, and total is fixed within a stage.
  virtual void update(std::string_view stage, std::uint64_t done, std::uint64_t total) = 0;
};

}  // namespace wasmpair
