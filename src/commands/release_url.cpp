#include "commands/release_url.h"

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <utility>
#include <vector>

#include "commands/release_on_server.h"
#include "http/percent_encoding.h"
#include "http/system_certificates.h"
#include "http/url.h"
#include "publish/ledger_name.h"
#include "verify/manifest_url.h"
#include "wasmpair/error.h"
#include "wasmpair/manifest.h"

namespace wasmpair {
namespace {

constexpr std::chrono::seconds total_time{120};
constexpr std::chrono::seconds stall_time{20};
constexpr long ok = 200;
constexpr long not_found = 404;
constexpr long gone = 410;

constexpr const char* check_site = "Check the URL with `wasmpair verify`.";

/// The whole body; an Error if the response is any but a complete 200.
Bytes content_of(const HttpResponse& response, const std::string& place) {
  if (response.transfer != Transfer::Complete) throw Error(place, response.problem, check_site);
  if (response.status != ok) throw Error(place, fmt::format("the response is {}", response.status_line), check_site);
  const Body& body = response.body;
  const bool is_whole = body.decoded_front.size() == body.decoded_bytes;
  if (body.decoding == Decoding::NotCoded || (body.decoding == Decoding::Decoded && is_whole))
    return body.decoded_front;
  throw Error(place, "the response cannot be decoded, or is larger than the manifest says", check_site);
}

}  // namespace

ReleaseUrl::ReleaseUrl(const std::string& url, Progress* progress)
    : manifest_url_(without_credentials(manifest_url(url))),
      progress_(progress),
      deadline_(total_time),
      policy_(manifest_url_, {}),
      client_({"", stall_time, credentials_of_url(url)}, policy_, deadline_) {
  if (manifest_url_.starts_with("https:")) require_system_certificates();
}

HttpResponse ReleaseUrl::fetch(const std::string& url, std::uint64_t limit) const {
  Stage stage{"reading the earlier release", 1, 0, progress_};
  const std::vector<HttpRequest> requests{
      {Method::Get, url, {"Accept-Encoding: br, gzip"}, {limit, limit, static_cast<std::size_t>(limit)}}};
  return std::move(client_.fetch(requests, stage).front());
}

Bytes ReleaseUrl::read_manifest() const { return content_of(fetch(manifest_url_, manifest_limit), manifest_url_); }

void ReleaseUrl::locate_files(const Manifest& last) {
  base_ = resolve_url(manifest_url_, last.base);
  policy_.allow_base(base_);
}

std::optional<Bytes> ReleaseUrl::read(const std::string& name, std::uint64_t limit) const {
  const std::string url = place_of(name);
  const HttpResponse response = fetch(url, limit);
  if (response.status == not_found || response.status == gone) return std::nullopt;
  return content_of(response, url);
}

std::string ReleaseUrl::place_of(const std::string& name) const {
  // Manifests lie together; the files of the release may be elsewhere.
  return resolve_url(is_ledger_name(name) || base_.empty() ? manifest_url_ : base_, percent_encode(name));
}

std::unique_ptr<ReleaseSource> open_release_on_server(const std::string& url, Progress* progress) {
  return std::make_unique<ReleaseUrl>(url, progress);
}

}  // namespace wasmpair
