// An earlier release on its server.
#pragma once

#include <optional>
#include <string>

#include "ledger/release_source.h"
#include "verify/deadline.h"
#include "verify/http_client.h"
#include "verify/request_policy.h"
#include "wasmpair/progress.h"

namespace wasmpair {

/// Requests what verify would, within its rules: the origin of the URL and that of the base, no private address from a
/// public site, limits of time and size.
class ReleaseUrl final : public ReleaseSource {
 public:
  /// url: of the directory, of a page in it, or of the manifest; its user and password are sent to its origin only.
  /// progress may be null. Throws Error if it is not an http or https URL.
  ReleaseUrl(const std::string& url, Progress* progress);

  Bytes read_manifest() const override;
  void locate_files(const Manifest& last) override;
  std::string manifest_place() const override { return manifest_url_; }
  std::optional<Bytes> read(const std::string& name, std::uint64_t limit) const override;
  std::string place_of(const std::string& name) const override;

 private:
  HttpResponse fetch(const std::string& url, std::uint64_t limit) const;

  std::string manifest_url_;
  std::string base_;  ///< Of URLs of files, as the manifest says.
  Progress* progress_;
  Deadline deadline_;
  RequestPolicy policy_;
  mutable HttpClient client_;
};

}  // namespace wasmpair
