// The prepared markup of the template language.
//
//   {{snippet loader}}          the release as data, and the loader as a module: a page's regions become buttons
//   {{snippet preload bundle}}  downloads a bundle's files with the page, before any click; only for a page whose
//                               visitors came for the program
#pragma once

#include <vector>

#include "pages/page_options.h"
#include "pages/render.h"

namespace wasmpair {

/// values: those of release_values(). Scripts have the nonce and, on another origin, integrity and crossorigin.
std::vector<Snippet> release_snippets(const nlohmann::ordered_json& values, const PageOptions& options);

}  // namespace wasmpair
