// Where the manifest of a deployed release is.
#pragma once

#include <string>

namespace wasmpair {

/// The manifest's URL, from the URL of the directory, of a page in it, or of the manifest; with its credentials. Throws
/// Error if it is not an http or https URL.
std::string manifest_url(const std::string& given);

}  // namespace wasmpair
