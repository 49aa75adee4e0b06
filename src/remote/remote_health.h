// What went wrong with a shared cache in a run, and the one warning that tells it.
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
  /// The server cannot be reached, or does not speak as it should: it is not asked again.
  void fail(const std::string& problem);
  /// It does not let anybody read who comes as we do: it is not asked again. status: of its answer.
  void refuse_reading(long status);
  /// It does not store: it is not offered anything again.
  void refuse_writing(long status);
  /// It held something else than it should.
  void count_damage();

  bool is_given_up() const;
  bool takes_nothing() const;

  /// The gravest; nothing if all went well.
  std::optional<Warning> warning(const std::string& place) const;

 private:
  void give_up(const std::string& problem, const std::string& advice);

  mutable std::mutex mutex_;
  std::optional<Warning> given_up_;  // why; without a place
  std::optional<Warning> unwritable_;
  std::size_t damaged_ = 0;
};

}  // namespace wasmpair
