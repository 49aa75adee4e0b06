// A site: the resources that the preview serves, by path. Built from a directory's manifest and then immutable; a new
// release is a new site.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/entity_tag.h"
#include "preview/content.h"
#include "preview/downloads.h"
#include "preview/faults.h"
#include "serving/routes.h"
#include "wasmpair/preview.h"

namespace wasmpair {

/// A resource in one encoding.
struct Representation {
  std::string coding;  ///< Content-Encoding; "" for identity.
  EntityTag tag;       ///< Strong, of the encoded bytes: different for each encoding.
  SharedContent content;
};

/// A module as the difference to an earlier one.
struct DeltaRepresentation {
  std::string dictionary;  ///< The value of Available-Dictionary that it is for (RFC 9842, section 2.2).
  Representation delta;
  std::string from{};  ///< The path of the earlier module.
};

struct Resource {
  RouteKind kind;
  std::string type;
  std::string cache_control;
  Representation identity;
  std::vector<Representation> encoded;  ///< Smallest first.
  std::string dictionary_match{};       ///< Of Use-As-Dictionary; "": browsers do not keep it.
  std::vector<DeltaRepresentation> deltas{};

  /// The bytes of the smallest representation that needs no dictionary.
  std::uint64_t smallest_bytes() const { return (encoded.empty() ? identity : encoded.front()).content->bytes(); }
  bool is_module() const { return type == "application/wasm"; }
};

using SharedResource = std::shared_ptr<const Resource>;

struct Site {
  std::map<std::string, SharedResource> resources;  ///< By decoded path: "/assets/app.<hash>.wasm".
  std::string release;                              ///< Changes with the manifest and with each page.
  std::string states;                               ///< Of the manifest and the pages at the time of reading.
  std::string foreign_origin;                       ///< "https://cdn.example" if pages refer to another origin.
  std::vector<std::string> pages;                   ///< Their file names.
  std::vector<Route> assets;  ///< Those of this release, then those of earlier ones that may still be served.
  Downloads downloads;
  bool offers_deltas = false;  ///< To visitors of later releases at the latest.
  SharedResource placeholder;  ///< The page for paths that have no resource; null: none, they are not found.
};

using SharedSite = std::shared_ptr<const Site>;

/// Opens the release in a directory. Assets of `earlier` (may be null) that are not in the release stay available while
/// their files exist: open pages refer to them. Throws Error that names the file if the release is incomplete; and,
/// while there is an earlier one to go on with, if a run has not replaced all pages yet.
/// kind: which script pages get.
SharedSite load_site(const std::string& directory, const Faults& faults, const Site* earlier, PreviewKind kind);

/// What a development preview serves until there is a release: a page that becomes the program's.
SharedSite waiting_site();

/// The current state of those files of a site that change in place: the manifest and the pages. It equals the site's
/// `states` until one of them is replaced or written to.
std::string current_states(const std::string& directory, const Site& site);

/// Paths of the preview's own resources; no release can have files there.
inline constexpr std::string_view own_prefix = "/.wasmpair/";
inline constexpr std::string_view reload_script_path = "/.wasmpair/reload.js";
inline constexpr std::string_view dev_script_path = "/.wasmpair/dev.js";
inline constexpr std::string_view events_path = "/.wasmpair/events";
inline constexpr std::string_view visitors_path = "/.wasmpair/visitors";
inline constexpr std::string_view failure_path = "/.wasmpair/failure";

}  // namespace wasmpair
