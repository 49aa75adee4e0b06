// An earlier release in a directory.
#pragma once

#include "ledger/release_source.h"

namespace wasmpair {

class ReleaseDirectory final : public ReleaseSource {
 public:
  /// path: the directory of wasmpair.json, or a copy of that file beside the files of the release.
  explicit ReleaseDirectory(const std::string& path);

  Bytes read_manifest() const override;
  std::string manifest_place() const override { return manifest_; }
  std::optional<Bytes> read(const std::string& name, std::uint64_t limit) const override;
  std::string place_of(const std::string& name) const override;

 private:
  std::string directory_;
  std::string manifest_;
};

}  // namespace wasmpair
