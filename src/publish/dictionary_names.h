// How a browser and a server speak of dictionaries (RFC 9842): patterns of URLs, and the names of deltas.
#pragma once

#include <string>
#include <string_view>

#include "wasmpair/digest.h"

namespace wasmpair {

/// The `match` of Use-As-Dictionary for the modules of a bundle, relative to their URL: "app.*.wasm?". The "?" excludes
/// URLs with a query, so that the loader has a URL that no delta answers.
std::string dictionary_match(std::string_view bundle);

/// What stands for a dictionary in the name of a delta: the digest that browsers send in Available-Dictionary, in
/// base64, but without "+", "/" and "=". A server makes the same of the field, so that its configuration needs no list.
std::string dictionary_key(const Sha256& dictionary);

/// False for about one digest in 200,000: server configurations can leave out eight characters.
bool is_servable(const Sha256& dictionary);

/// "app.0123456789abcdef.wasm.KEY.dcz". extension: ".dcz".
std::string delta_path(std::string_view module, const Sha256& dictionary, std::string_view extension);

}  // namespace wasmpair
