#include "incidents/rows.h"

namespace wasmpair {
namespace {

constexpr std::string_view by_config = "config writes the rule; serve follows it";
constexpr std::string_view found = "verify";
constexpr std::string_view found_as_warning = "verify, as a warning";

constexpr Incident rows[] = {
    {"unasked-delta", "A delta for a visitor who cannot decode it",
     "CompileError: expected magic word 00 61 73 6d, found ff 44 43 42; or 5e 2a 4d 18. Browsers cache it for a year.",
     "A cache ignores Vary, or a rule sends the delta without checking Available-Dictionary and Accept-Encoding.",
     "Have caches honor Vary, or distinguish requests by Accept-Encoding and Available-Dictionary, and purge them; "
     "send a delta only to requests that have the dictionary's hash and accept the coding.",
     found, by_config},
    {"wrong-dictionary", "A delta from another module than the visitor has",
     "net::ERR_UNEXPECTED_CONTENT_DICTIONARY_HEADER.",
     "A cache ignores Vary: Available-Dictionary, or the delta is not chosen by the hash in that field.",
     "Have caches honor Vary, and purge them; choose the delta by the hash that the request has.", found, by_config},
    {"undecodable-delta", "A delta that does not decode to the module",
     "net::ERR_CONTENT_DECODING_FAILED; or a module that ends too early, which Chromium does not report.",
     "The upload was cut off, a file was overwritten, or something rewrote the body.",
     "Upload the release again, and turn off rewriting and compression for deltas.", found,
     "pack decodes every delta and compares"},
    {"delta-without-encoding", "A delta without Content-Encoding",
     "CompileError: expected magic word 00 61 73 6d, found ff 44 43 42; or 5e 2a 4d 18. Browsers cache it for a year.",
     "A rule chooses the file of the delta and does not label it, or a CDN drops a Content-Encoding that it does not "
     "know.",
     "Send each delta with its Content-Encoding, dcb or dcz.", found, by_config},
    {"partial-delta", "A part of a delta", "Downloads that are continued are corrupt.",
     "The server serves ranges of the file of the delta.",
     "Answer requests that have a Range with the module itself, and send deltas completely.", found, by_config},
    {"dictionary-mismatch", "A Use-As-Dictionary with a wrong match",
     "No deltas, those of another bundle, or a loader that cannot get around a wrong delta.",
     "match was written by hand: it leaves out the names of later releases, includes those of another bundle or URLs "
     "with a query, or has a regular expression, with which browsers ignore it.",
     "Send the match that the manifest has for the module: \"app.*.wasm?\" for the bundle app. The \"?\" at its end "
     "excludes URLs with a query.",
     found, by_config},
    {"delta-not-sent", "A complete module for a visitor who could get a delta",
     "Returning visitors download the complete module.",
     "The files of the deltas were not uploaded, the server has no rule for them, or a CDN drops Available-Dictionary "
     "or the codings in Accept-Encoding.",
     "Upload the complete output directory, write the configuration again with wasmpair config, and have CDNs forward "
     "Accept-Encoding and Available-Dictionary.",
     found_as_warning, by_config, Severity::Warning},
    {"dictionary-not-offered", "A module that browsers do not keep as a dictionary",
     "Returning visitors download the complete module.",
     "The server sends no Use-As-Dictionary that browsers can read: its configuration was written before the first "
     "pack with --previous, or it cannot send deltas.",
     "Write the configuration again with wasmpair config; or pack without --previous if the server cannot send deltas.",
     found_as_warning, by_config, Severity::Warning},
    {"dictionary-not-kept", "A dictionary that browsers drop at once",
     "Returning visitors download the complete module.",
     "Cache-Control forbids or ends the caching of the module, or Use-As-Dictionary excludes what fetch() loads.",
     "Send Cache-Control: public, max-age=31536000, immutable with modules, and a Use-As-Dictionary that has only a "
     "match.",
     found_as_warning, by_config, Severity::Warning},
    {"insecure-origin", "An origin where browsers use no deltas", "Returning visitors download the complete module.",
     "Browsers keep and use dictionaries for https only, and for localhost.", "Serve the site over https.",
     found_as_warning, "", Severity::Warning},
    {"delta-in-public", "A delta that can be requested by its own name", "None in browsers; caches may store it twice.",
     "The file lies beside the module, and no rule hides it.",
     "Respond with 404 to the names of deltas. wasmpair config writes that rule for nginx, Caddy and Apache.",
     found_as_warning, by_config, Severity::Warning},
};

}  // namespace

std::span<const Incident> delta_incidents() { return rows; }

}  // namespace wasmpair
