// Tracks the failures of a shared cache in a run, and sums them up in one warning.
#pragma once

#include <cstddef>
#include <mutex>
#include <optional>
#include <string>

#include "wasmpair/warning.h"

namespace wasmpair {

/// May be used from several threads.
class RemoteHealth {
 public:
  /// The server is unreachable or violates the protocol: it is not used again.
  void fail(const std::string& problem);
  /// The server refuses our reads: it is not used again. status: of its response.
  void refuse_reading(long status);
  /// The server refuses our writes: it is only read from.
  void refuse_writing(long status);
  /// The server returned a wrong entry.
  void count_damage();

  bool is_given_up() const;
  bool takes_nothing() const;

  /// The gravest problem; nothing if there was none.
  std::optional<Warning> warning(const std::string& place) const;

 private:
  void give_up(const std::string& problem, const std::string& advice);

  mutable std::mutex mutex_;
  std::optional<Warning> given_up_;  // the reason, without a place
  std::optional<Warning> unwritable_;
  std::size_t damaged_ = 0;
};

}  // namespace wasmpair
