// The manifest as JSON.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "wasmpair/manifest.h"

namespace wasmpair {

/// The manifest's JSON document, version 1.
nlohmann::ordered_json manifest_document(const Manifest& manifest);

/// wasmpair.json, version 1: keys in a fixed order, two spaces of indentation, a newline at the end.
std::string to_json(const Manifest& manifest);

}  // namespace wasmpair
