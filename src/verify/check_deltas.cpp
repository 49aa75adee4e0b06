#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>

#include "http/content_coding.h"
#include "http/field_list.h"
#include "verify/checks.h"
#include "verify/delta_header.h"

namespace wasmpair {
namespace {

std::vector<std::string> codings_of(const HttpResponse& response) {
  std::vector<std::string> codings;
  const std::string value = field(response, "content-encoding");
  for (const std::string_view coding : split_list(value)) codings.push_back(content_coding_name(coding));
  return codings;
}

/// The format that Content-Encoding names; null if it names none, or more than one coding.
const DeltaCodingInfo* labeled_format(const HttpResponse& response) {
  const std::vector<std::string> codings = codings_of(response);
  return codings.size() == 1 ? find_delta_coding(codings.front()) : nullptr;
}

/// What a visitor with that dictionary has.
std::string having(const DeltaQuestion& question) {
  if (!question.deltas.empty()) return question.probe.route.deltas[question.deltas.front()].from.path;
  return question.available ? "another module" : "no module";
}

class DeltaCheck {
 public:
  DeltaCheck(const DeltaQuestion& question, const Deployment& site, Observations& observed)
      : question_(question), site_(site), probe_(question.probe), body_(probe_.response.body), observed_(observed) {}

  void run() {
    const std::vector<std::string> codings = codings_of(probe_.response);
    const bool has_delta =
        std::ranges::any_of(codings, [](const std::string& coding) { return find_delta_coding(coding) != nullptr; });
    if (has_delta && codings.size() > 1)
      return observe("recompressed", fmt::format("a delta is encoded again: Content-Encoding: {}", encoding()));
    if (has_delta) return delta(*find_delta_coding(codings.front()));
    complete(codings);
  }

 private:
  void delta(const DeltaCodingInfo& format) {
    if (const std::string reason = why_unasked(format); !reason.empty())
      return observe("unasked-delta", fmt::format("the server sends Content-Encoding: {}, {}", encoding(), reason));
    if (probe_.response.status == 206) return observe("partial-delta", "the server sends a part of a delta");
    const std::optional<Sha256> named = dictionary_in_header(format, body_.received_front);
    if (!named) return undecodable(fmt::format("does not begin as {} does", format.token));
    if (named != question_.available)
      return observe("wrong-dictionary",
                     fmt::format("the visitor has {}, but the delta is from a module with the SHA-256 {}",
                                 having(question_), named->hex()));
    if (question_.aspect == DeltaAspect::Whole) content(format);
    check_type(probe_, observed_);
    check_cache_control(probe_, observed_);
    check_permissions(probe_, site_, observed_);
  }

  std::string why_unasked(const DeltaCodingInfo& format) const {
    if (!question_.available) return "but the request has no Available-Dictionary";
    if (std::ranges::find(question_.accepted, format.token) == question_.accepted.end())
      return "which Accept-Encoding does not accept";
    return "";
  }

  /// The complete delta: decoded if the earlier module is still on the server, otherwise compared with the release's.
  void content(const DeltaCodingInfo& format) {
    const Route& route = probe_.route;
    if (body_.decoding == Decoding::Unknown) return compare(format);
    if (body_.decoding == Decoding::TooLarge)
      return undecodable(fmt::format("decodes to more than the {} bytes of the module", route.bytes));
    if (body_.decoding == Decoding::Undecodable)
      return undecodable(fmt::format("is damaged or has another end: {} bytes", body_.received_bytes));
    if (body_.decoded_sha256 != route.sha256)
      return undecodable(fmt::format("decodes to {} bytes that are not the module", body_.decoded_bytes));
    const ManifestDelta& listed = route.deltas[question_.deltas.front()];
    if (!has_allowed_window(format, body_.received_front, listed.from.bytes))
      undecodable("has a window that browsers refuse");
  }

  void compare(const DeltaCodingInfo& format) {
    for (const std::size_t index : question_.deltas) {
      const ManifestDelta& listed = probe_.route.deltas[index];
      if (listed.encoding != format.token || listed.sha256 == body_.received_sha256) continue;
      return undecodable(
          fmt::format("has {} bytes and is not {}, which has {}", body_.received_bytes, listed.path, listed.bytes));
    }
  }

  /// A response that is no delta by its Content-Encoding.
  void complete(const std::vector<std::string>& codings) {
    if (codings.empty() && coding_of_delta(body_.received_front) != nullptr)
      return observe("delta-without-encoding", "the server sends a delta without Content-Encoding");
    if (!codings.empty() && coding_of_delta(body_.decoded_front) != nullptr)
      return observe("recompressed", fmt::format("a delta is encoded again, as Content-Encoding: {}", encoding()));
    if (question_.deltas.empty() || probe_.response.status != 200 || question_.aspect == DeltaAspect::Range) return;
    const ManifestDelta& listed = probe_.route.deltas[question_.deltas.front()];
    observe("delta-not-sent",
            fmt::format("the complete module is sent to a visitor who has {}, although {} has {} bytes",
                        listed.from.path, listed.path, listed.bytes));
  }

  void undecodable(const std::string& problem) {
    observe("undecodable-delta", fmt::format("the delta from {} {}", having(question_), problem));
  }

  std::string encoding() const { return field(probe_.response, "content-encoding"); }
  void observe(std::string_view id, std::string message) { observed_.push_back({id, std::move(message), &probe_}); }

  const DeltaQuestion& question_;
  const Deployment& site_;
  const Probe& probe_;
  const Body& body_;
  Observations& observed_;
};

/// HEAD against the first delta. Of that, perhaps only the beginning was read.
void check_delta_head(const Probe& head, Probe get, Observations& observed) {
  const std::string length = field(get.response, "content-length");
  if (get.request.limits.enough != 0 && !length.empty())
    std::from_chars(length.data(), length.data() + length.size(), get.response.body.received_bytes);
  check_head(head, get, observed);
}

/// A delta by the name of its file, without the fields that make it one.
void check_own_name(const DeltaQuestion& question, Observations& observed) {
  const HttpResponse& response = question.probe.response;
  if (response.transfer != Transfer::Complete || response.status != 200 || is_web_page(response)) return;
  const ManifestDelta& delta = question.probe.route.deltas[question.deltas.front()];
  observed.push_back(
      {"delta-in-public", fmt::format("{} can be requested by its own name", delta.path), &question.probe});
}

/// The URL is the module's own, and so is the response.
bool is_of_module(const DeltaQuestion& question) {
  return question.aspect != DeltaAspect::Dictionary && question.probe.request.url == question.probe.route.url;
}

bool is_delta(const DeltaQuestion& question) {
  const Probe& probe = question.probe;
  return is_of_module(question) && probe.purpose == Purpose::Content && probe.response.transfer == Transfer::Complete &&
         probe.response.status == 200 && labeled_format(probe.response) != nullptr;
}

/// What a delta depends on, besides the module: its coding and its dictionary.
std::string dependence_of(const Probe& probe) {
  const DeltaCodingInfo* const format = labeled_format(probe.response);
  if (format == nullptr) return "";
  const std::optional<Sha256> dictionary = dictionary_in_header(*format, probe.response.body.received_front);
  return fmt::format("{} {}", format->token, dictionary ? dictionary->hex() : "");
}

void check_question(const DeltaQuestion& question, const Probe* first, const Deployment& site, Observations& observed) {
  const Probe& probe = question.probe;
  if (question.aspect == DeltaAspect::Dictionary) return;
  if (question.aspect == DeltaAspect::OwnName) return check_own_name(question, observed);
  if (question.aspect == DeltaAspect::Head && probe.response.transfer == Transfer::Complete) {
    if (first != nullptr) check_delta_head(probe, *first, observed);
    return;
  }
  if (!check_response(probe, observed)) return;
  if (question.aspect != DeltaAspect::Revalidation) return DeltaCheck(question, site, observed).run();
  if (first != nullptr) check_revalidation(probe, observed);
}

}  // namespace

std::vector<const Probe*> check_deltas(const std::vector<DeltaQuestion>& questions, const Deployment& site,
                                       Observations& observed) {
  const auto asked_first = std::ranges::find_if(questions, is_of_module);
  const Probe* const first = asked_first != questions.end() && is_delta(*asked_first) ? &asked_first->probe : nullptr;
  for (const DeltaQuestion& question : questions) check_question(question, first, site, observed);
  std::vector<const Probe*> deltas;
  for (const DeltaQuestion& question : questions)
    if (is_delta(question)) deltas.push_back(&question.probe);
  if (deltas.empty()) return deltas;
  for (const DeltaQuestion& question : questions) {
    const HttpResponse& response = question.probe.response;
    const bool is_judged = response.status == 200 || response.status == 206 || response.status == 304;
    if (!is_of_module(question) || question.aspect == DeltaAspect::Head || !is_judged) continue;
    check_vary(question.probe, observed);
    check_dictionary_vary(question.probe, observed);
  }
  return deltas;
}

void check_delta_validators(const std::vector<const Probe*>& deltas, const std::vector<const Probe*>& others,
                            Observations& observed) {
  check_validators(deltas, observed);
  for (std::size_t i = 0; i < deltas.size(); ++i) {
    const std::string tag = field(deltas[i]->response, "etag");
    const auto shares_tag = [&](const Probe* other) {
      return !tag.empty() && !tag.starts_with("W/") && field(other->response, "etag") == tag &&
             dependence_of(*other) != dependence_of(*deltas[i]);
    };
    const bool is_shared = std::ranges::any_of(others, shares_tag) ||
                           std::any_of(deltas.begin(), deltas.begin() + static_cast<std::ptrdiff_t>(i), shares_tag);
    if (!is_shared) continue;
    observed.push_back({"shared-etag", fmt::format("ETag {} of a delta is used for another response, too", tag),
                        deltas[i], "The ETag is computed before a delta is chosen.",
                        "Use a different ETag for the module, each of its encodings and each delta."});
  }
}

}  // namespace wasmpair
