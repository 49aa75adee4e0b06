// The checks: each examines responses and adds what it observes. No requests are made here.
#pragma once

#include <string>
#include <vector>

#include "verify/delta_questions.h"
#include "verify/observation.h"
#include "wasmpair/manifest.h"

namespace wasmpair {

/// True for a response that is HTML by its type or its beginning.
bool is_web_page(const HttpResponse& response);

/// Checks that there is a response with the expected status, and not a web page instead of the file. False if the other
/// checks have nothing to examine.
bool check_response(const Probe& probe, Observations& observed);

/// Content-Type.
void check_type(const Probe& probe, Observations& observed);

/// Content-Encoding and body: one of the codings that were requested, the sibling's bytes, the file's content.
void check_encoding(const Probe& probe, Observations& observed);

/// Vary, in a response for a URL whose responses differ by encoding.
void check_vary(const Probe& probe, Observations& observed);

/// Vary, in a response for a URL whose responses differ by the dictionary that the client has, too.
void check_dictionary_vary(const Probe& probe, Observations& observed);

/// Cache-Control, by the kind of name.
void check_cache_control(const Probe& probe, Observations& observed);

/// The permission that another origin's server must give. Those of a page's policies: page_permissions.h.
void check_permissions(const Probe& probe, const Deployment& site, Observations& observed);

/// ETags of all responses for a route: present, strong, single, and different for each encoding.
void check_validators(const std::vector<const Probe*>& responses, Observations& observed);

/// 304 for a validator that the server sent.
void check_revalidation(const Probe& probe, Observations& observed);

/// HEAD against GET with the same fields.
void check_head(const Probe& head, const Probe& get, Observations& observed);

/// A range against the complete response to the same fields.
void check_range(const Probe& range, const Probe& get, Observations& observed);

/// The response for a hashed name that does not exist.
void check_absent_name(const Probe& probe, Observations& observed);

/// The responses to the questions about the deltas of a module. Returns those that are deltas; if there are any, every
/// response for the URL must say so in Vary.
std::vector<const Probe*> check_deltas(const std::vector<DeltaQuestion>& questions, const Deployment& site,
                                       Observations& observed);

/// ETags of deltas: as check_validators, and different from those of the other responses for the URL.
void check_delta_validators(const std::vector<const Probe*>& deltas, const std::vector<const Probe*>& others,
                            Observations& observed);

/// Use-As-Dictionary of a module: which later modules browsers will request as deltas. modules: the URLs of all modules
/// with dictionaries.
void check_dictionary(const Probe& probe, const std::vector<std::string>& modules, Observations& observed);

/// Whether browsers request deltas from that origin at all. url: of a module with a dictionary, absolute.
void check_secure_origin(const std::string& url, Observations& observed);

/// A file of an earlier release.
void check_previous(const Probe& probe, Observations& observed);

/// Module and shim of each bundle by their digests and names.
void check_pairs(const Manifest& manifest, Observations& observed);

}  // namespace wasmpair
