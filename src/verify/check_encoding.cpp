#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "encode/codings.h"
#include "http/content_coding.h"
#include "util/ascii.h"
#include "util/text_bytes.h"
#include "verify/checks.h"
#include "verify/delta_header.h"

namespace wasmpair {
namespace {

std::optional<Coding> coding_of(const HttpResponse& response) {
  return parse_coding(content_coding_name(field(response, "content-encoding")));
}

bool is_acceptable(const AcceptVariant& accept, Coding coding) {
  return std::ranges::find(accept.acceptable, coding) != accept.acceptable.end();
}

const ManifestEncoding* sibling_with(const Route& route, std::string_view sha256) {
  const auto found = std::ranges::find(route.encodings, sha256, &ManifestEncoding::sha256);
  return found == route.encodings.end() ? nullptr : &*found;
}

const ManifestEncoding* sibling_of(const Route& route, Coding coding) {
  const auto found = std::ranges::find(route.encodings, info(coding).token, &ManifestEncoding::encoding);
  return found == route.encodings.end() ? nullptr : &*found;
}

/// gzip (RFC 1952, section 2.3.1) or a Zstandard frame (RFC 8878, section 3.1.1). Brotli has no magic number.
bool looks_coded(ByteView front) {
  const std::string_view text = text_of(front);
  return text.starts_with("\x1f\x8b") || text.starts_with("\x28\xb5\x2f\xfd");
}

/// The sibling that the response to a request with that variant should contain.
const ManifestEncoding* expected_sibling(const Probe& probe) {
  if (probe.accept.value.empty()) return nullptr;
  for (const ManifestEncoding& sibling : probe.route.encodings) {
    const std::optional<Coding> coding = parse_coding(sibling.encoding);
    if (coding && is_acceptable(probe.accept, *coding)) return &sibling;
  }
  return nullptr;
}

class EncodingCheck {
 public:
  EncodingCheck(const Probe& probe, Observations& observed)
      : probe_(probe), route_(probe.route), body_(probe.response.body), observed_(observed) {}

  void run() {
    switch (body_.decoding) {
      case Decoding::NotCoded:
        return plain();
      case Decoding::Decoded:
        return coded();
      case Decoding::Undecodable:
        return observe("undecodable", fmt::format("the body is not encoded as Content-Encoding: {} says", encoding()));
      case Decoding::TooLarge:
        return observe("too-large",
                       fmt::format("the body decodes to more than the {} bytes of the file", route_.bytes));
      case Decoding::Unknown:
        return unknown();
    }
  }

  /// A file without siblings, which a server may compress: any coding that was requested is correct.
  void content() {
    if (body_.decoding == Decoding::Unknown) return unknown();
    if (body_.decoding == Decoding::Undecodable || body_.decoding == Decoding::TooLarge) return run();
    if (body_.decoded_sha256 != route_.sha256) altered();
  }

 private:
  void plain() {
    if (body_.received_sha256 != route_.sha256) {
      if (coding_of_delta(body_.received_front) != nullptr)
        return observe("delta-without-encoding",
                       "the server sends a delta, although none was requested, and without Content-Encoding");
      const ManifestEncoding* sibling = sibling_with(route_, body_.received_sha256);
      if (sibling != nullptr || looks_coded(body_.received_front))
        return observe("missing-encoding", fmt::format("the server sends {} without Content-Encoding",
                                                       sibling != nullptr ? sibling->path : "compressed bytes"));
      return altered();
    }
    const ManifestEncoding* expected = expected_sibling(probe_);
    if (expected != nullptr)
      observe("not-compressed", fmt::format("the server sends {} bytes, although {} has {}", route_.bytes,
                                            expected->path, expected->bytes));
  }

  void coded() {
    if (body_.decoded_sha256 != route_.sha256) {
      if (sibling_with(route_, body_.decoded_sha256) != nullptr || looks_coded(body_.decoded_front))
        return observe("double-encoding", fmt::format("decoded once, as Content-Encoding: {} says, the body is still "
                                                      "compressed",
                                                      encoding()));
      return altered();
    }
    const std::optional<Coding> coding = coding_of(probe_.response);
    if (!coding) return;
    if (!is_acceptable(probe_.accept, *coding))
      observe("unaccepted-encoding",
              fmt::format("the server sends Content-Encoding: {}, which was not requested", encoding()));
    const ManifestEncoding* sibling = sibling_of(route_, *coding);
    if (sibling == nullptr)
      observe("recompressed",
              fmt::format("the server compresses with {}, but the release has no such file", encoding()));
    else if (sibling->sha256 != body_.received_sha256)
      observe("recompressed", fmt::format("the {} body of {} bytes is not {}, which has {}", encoding(),
                                          body_.received_bytes, sibling->path, sibling->bytes));
  }

  void unknown() {
    if (find_delta_coding(content_coding_name(encoding())) != nullptr)
      return observe("unasked-delta", fmt::format("the server sends Content-Encoding: {}, but the request has no "
                                                  "Available-Dictionary",
                                                  encoding()));
    if (encoding().find(',') != std::string::npos)
      return observe("double-encoding", fmt::format("the body is encoded more than once: {}", encoding()));
    observe("unaccepted-encoding",
            fmt::format("the server sends Content-Encoding: {}, which was not requested", encoding()));
  }

  void altered() {
    observe("altered-body",
            fmt::format("the body, {} bytes when decoded, is not the file in the manifest, which has {}",
                        body_.decoded_bytes, route_.bytes));
  }

  std::string encoding() const { return field(probe_.response, "content-encoding"); }
  void observe(std::string_view id, std::string message) { observed_.push_back({id, std::move(message), &probe_}); }

  const Probe& probe_;
  const Route& route_;
  const Body& body_;
  Observations& observed_;
};

}  // namespace

void check_encoding(const Probe& probe, Observations& observed) {
  if (probe.route.kind == RouteKind::Asset) EncodingCheck(probe, observed).run();
  if (probe.route.kind == RouteKind::StableAsset && !probe.route.sha256.empty())
    EncodingCheck(probe, observed).content();
}

void check_previous(const Probe& probe, Observations& observed) {
  const HttpResponse& response = probe.response;
  const bool is_available = response.transfer == Transfer::Complete && response.status == 200 && !is_web_page(response);
  if (!is_available)
    observed.push_back({"previous-release-missing", "a file of an earlier release is missing", &probe});
  else
    check_encoding(probe, observed);
}

}  // namespace wasmpair
