// The values that templates can use: the manifest by its own keys, and a few values that only pages need.
//
//   bundles.app.wasm.url, base, files, generator.version, …   as in wasmpair.json (templates/wasmpair.schema.json)
//   bundles.app.name, bundles.app.download                    the bundle's name; the size of its download: "716 kB"
//   assets["img/logo.png"].url                                a further file, by its name
//   title                                                     the bundles' names: "app, tool"
//   loader                                                    the loader's URL
//   release                                                   the data that the loader reads in a page, as JSON
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "wasmpair/manifest.h"

namespace wasmpair {

nlohmann::ordered_json release_values(const Manifest& manifest);

}  // namespace wasmpair
