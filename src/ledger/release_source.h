// Where an earlier release is read from.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "wasmpair/bytes.h"
#include "wasmpair/manifest.h"

namespace wasmpair {

/// Nothing that it returns is believed: whoever reads a file compares its digest.
class ReleaseSource {
 public:
  virtual ~ReleaseSource() = default;

  /// The manifest of the last release. Throws Error.
  virtual Bytes read_manifest() const = 0;
  /// Called with that manifest once it was read, before any other file is.
  virtual void locate_files(const Manifest& /*last*/) {}
  /// Its place, for messages.
  virtual std::string manifest_place() const = 0;
  /// The content of another file, which has a plain name; nothing if it is absent. Throws Error if it cannot be read,
  /// or has more than limit bytes.
  virtual std::optional<Bytes> read(const std::string& name, std::uint64_t limit) const = 0;
  /// The place of a file, for messages.
  virtual std::string place_of(const std::string& name) const = 0;
};

}  // namespace wasmpair
