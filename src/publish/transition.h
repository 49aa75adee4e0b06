// The switch from the release in force to the next one. Pages and manifest have stable names, and no file system
// replaces several files at once: whoever looks in between, or after a run was killed there, sees new pages beside old
// ones. So that each of them works, the manifest lists the files of both releases meanwhile.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace wasmpair {

struct Transition {
  /// The manifest in force, and in "next" the files that it lacks of the next release. It lists no sibling in
  /// `replaced`, so all that it lists is true before, during and after the replacement.
  std::string manifest;
  /// Names that both releases have, with different contents: siblings, if the same pair was encoded at another level,
  /// and stable names of assets.
  std::set<std::string, std::less<>> replaced;
  /// One release has guests, and the other bundles: they are not releases of the same thing.
  bool changes_kind = false;
};

/// Both are manifests as JSON, the one in force perhaps damaged or of another version. Nothing if there is no release
/// in force, or if its manifest lists every file of the next release already.
std::optional<Transition> transition_between(std::string_view in_force, std::string_view next);

/// The SHA-256 (hex) of each asset with a stable name, by path, as a manifest lists it: several while a release is
/// being switched, none if the manifest cannot be read.
std::multimap<std::string, std::string, std::less<>> stable_files_in(std::string_view manifest);

}  // namespace wasmpair
