// What a page of a development preview reports about its program.
#pragma once

#include <optional>
#include <string>

#include "preview/request.h"

namespace wasmpair {

/// The text of a report; nothing if the request is none. A report is GET /.wasmpair/failure?text=TEXT, which changes
/// nothing but what the terminal shows. Only the preview's own pages may send one: browsers say so in Sec-Fetch-Site.
std::optional<std::string> reported_failure(const Request& request);

}  // namespace wasmpair
