// The manifest as JSON.
#pragma once

#include <string>

#include "wasmpair/manifest.h"

namespace wasmpair {

/// wasmpair.json, version 1: keys in a fixed order, two spaces of indentation, a newline at the end.
std::string to_json(const Manifest& manifest);

}  // namespace wasmpair
