// The checks: each looks at answers and adds what it sees. Nothing is asked here.
#pragma once

#include <string>
#include <vector>

#include "verify/observation.h"
#include "wasmpair/manifest.h"

namespace wasmpair {

/// True for an answer that is HTML by its type or by how it starts.
bool is_web_page(const HttpResponse& response);

/// Whether there is an answer with the right status at all, and not a web page instead of the file. False if the other
/// checks have nothing to look at.
bool check_response(const Probe& probe, Observations& observed);

/// Content-Type.
void check_type(const Probe& probe, Observations& observed);

/// Content-Encoding and body: one of the codings that were asked for, the sibling's bytes, the file's content.
void check_encoding(const Probe& probe, Observations& observed);

/// Vary, on an answer for a URL whose answers differ by encoding.
void check_vary(const Probe& probe, Observations& observed);

/// Cache-Control, for the kind of name.
void check_cache_control(const Probe& probe, Observations& observed);

/// What a page's policy and another origin's server must allow.
void check_permissions(const Probe& probe, const Deployment& site, Observations& observed);

/// ETags of all answers for one route: present, strong, one, and another for each encoding.
void check_validators(const std::vector<const Probe*>& responses, Observations& observed);

/// 304 for a validator that the server sent.
void check_revalidation(const Probe& probe, Observations& observed);

/// HEAD against GET with the same fields.
void check_head(const Probe& head, const Probe& get, Observations& observed);

/// A part against what the same fields get as a whole.
void check_range(const Probe& range, const Probe& get, Observations& observed);

/// The answer for a hashed name that does not exist.
void check_absent_name(const Probe& probe, Observations& observed);

/// A file of an earlier release.
void check_previous(const Probe& probe, Observations& observed);

/// Module and shim of each bundle by their digests and names.
void check_pairs(const Manifest& manifest, Observations& observed);

}  // namespace wasmpair
