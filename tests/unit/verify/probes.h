// Probes with the responses of a correct server. A test changes what it examines.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "encode/codings.h"
#include "verify/observation.h"
#include "verify/probe.h"

namespace wasmpair::testing {

inline const Deployment site{"https://example.org/app/wasmpair.json", "https://example.org"};
inline const std::string plain_sha256(64, 'a');
inline const std::string br_sha256(64, 'b');
inline const std::string gzip_sha256(64, 'c');
inline constexpr const char* immutable = "public, max-age=31536000, immutable";

inline Route asset_route() {
  const std::string path = "app.0123456789abcdef.wasm";
  return {RouteKind::Asset,
          path,
          "https://example.org/app/" + path,
          "application/wasm",
          immutable,
          1000,
          plain_sha256,
          {{"br", path + ".br", 300, br_sha256}, {"gzip", path + ".gz", 400, gzip_sha256}}};
}

/// A module with deltas from two earlier modules, one in both codings.
inline Route delta_route() {
  Route route = asset_route();
  route.dictionary_match = "app.*.wasm?";
  const ManifestDictionary last{"app.1111111111111111.wasm", 900, std::string(64, 'd')};
  const ManifestDictionary older{"app.2222222222222222.wasm", 800, std::string(64, 'e')};
  route.deltas = {{"dcb", route.path + ".last.dcb", 90, std::string(64, '1'), last},
                  {"dcz", route.path + ".last.dcz", 100, std::string(64, '2'), last},
                  {"dcz", route.path + ".older.dcz", 120, std::string(64, '3'), older}};
  return route;
}

inline Route page_route() {
  return {RouteKind::Page,
          "index.html",
          "https://example.org/app/index.html",
          "text/html; charset=utf-8",
          "no-cache",
          0,
          "",
          {}};
}

inline const AcceptVariant& variant(std::string_view value) {
  return *std::ranges::find(accept_variants(), value, &AcceptVariant::value);
}

inline void set_field(HttpResponse& response, const std::string& name, const std::string& value) {
  const auto same = [&](const HeaderField& field) { return field.name == name; };
  response.fields.erase(std::remove_if(response.fields.begin(), response.fields.end(), same), response.fields.end());
  if (!value.empty()) response.fields.push_back({name, value});
}

inline const ManifestEncoding* expected_encoding(const Probe& probe) {
  if (probe.accept.value.empty()) return nullptr;
  for (const ManifestEncoding& encoding : probe.route.encodings)
    if (std::ranges::find(probe.accept.acceptable, *parse_coding(encoding.encoding)) != probe.accept.acceptable.end())
      return &encoding;
  return nullptr;
}

inline void respond_correctly(Probe& probe) {
  const ManifestEncoding* encoding = expected_encoding(probe);
  HttpResponse& response = probe.response;
  response = {};
  response.transfer = Transfer::Complete;
  response.status = probe.purpose == Purpose::AbsentName ? 404 : probe.purpose == Purpose::Revalidation ? 304 : 200;
  response.status_line = "HTTP/1.1 " + std::to_string(response.status);
  if (response.status == 404) return;
  set_field(response, "content-type", probe.route.type);
  set_field(response, "cache-control", probe.route.cache_control);
  set_field(response, "etag", encoding == nullptr ? "\"plain\"" : "\"" + encoding->encoding + "\"");
  set_field(response, "vary", "Accept-Encoding");
  response.body = {probe.route.bytes, probe.route.sha256, {}, Decoding::NotCoded,
                   probe.route.bytes, probe.route.sha256, {}};
  if (encoding == nullptr) return;
  set_field(response, "content-encoding", encoding->encoding);
  response.body.decoding = Decoding::Decoded;
  response.body.received_bytes = encoding->bytes;
  response.body.received_sha256 = encoding->sha256;
}

inline Probe correct_probe(const Route& route, std::string_view accept = "br", Purpose purpose = Purpose::Content) {
  Probe probe = make_probe(purpose, route, variant(accept), site);
  respond_correctly(probe);
  return probe;
}

/// The incidents in the order in which they were observed, each with its message: "not-found: the server responds …".
inline std::vector<std::string> texts(const Observations& observed) {
  std::vector<std::string> texts;
  for (const Observation& observation : observed)
    texts.push_back(std::string(observation.id) + ": " + observation.message);
  return texts;
}

inline std::vector<std::string> ids(const Observations& observed) {
  std::vector<std::string> ids;
  for (const Observation& observation : observed) ids.emplace_back(observation.id);
  return ids;
}

using Ids = std::vector<std::string>;

}  // namespace wasmpair::testing
