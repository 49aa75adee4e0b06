// The manifest as a JSON document.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "wasmpair/manifest.h"

namespace wasmpair {

/// The manifest's JSON document, version 1.
nlohmann::ordered_json manifest_document(const Manifest& manifest);

}  // namespace wasmpair
