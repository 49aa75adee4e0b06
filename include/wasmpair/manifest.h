// The manifest (wasmpair.json, version 1): the file that lists a release. Its rename is the commit.
// JSON Schema: templates/wasmpair.schema.json
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace wasmpair {

/// A content-coded sibling as the manifest lists it.
struct ManifestEncoding {
  std::string encoding;  ///< "br", "gzip", "zstd"
  std::string path;
  std::uint64_t bytes = 0;
  std::string sha256;  ///< Hex, of the encoded bytes.
};

/// A published file as the manifest lists it.
struct ManifestFile {
  std::string path;
  std::string url;  ///< base + path
  std::string type;
  std::uint64_t bytes = 0;  ///< Decoded size: what a progress bar counts against.
  std::string sha256;       ///< Hex, of the decoded bytes.
  std::string integrity;
  std::string cache_control;
  std::vector<ManifestEncoding> encodings;
};

/// A named pair with its loader.
struct ManifestBundle {
  std::string name;                ///< An identifier: letters, digits and "_".
  std::string pair;                ///< Pair digest, hex.
  std::string go_version;          ///< "go1.24.4"; empty if the module does not say, and then absent from the JSON.
  std::uint64_t source_bytes = 0;  ///< The module as linked.
  std::string source_sha256;
  ManifestFile wasm;
  ManifestFile shim;
  ManifestFile loader;
};

/// A published page as the manifest lists it: its name stays from release to release, its content does not. Without a
/// digest, because a page may be edited after it was published.
struct ManifestPage {
  std::string path;
  std::string url;   ///< base + path
  std::string type;  ///< Media type, here with its charset: "text/html; charset=utf-8".
  std::string cache_control;
};

struct Manifest {
  std::string generator_version;
  std::string base;                     ///< "" (relative) or a URL prefix that ends in "/".
  std::vector<ManifestBundle> bundles;  ///< In the order of the call.
  std::vector<ManifestPage> pages;      ///< Sorted by path.
  std::vector<std::string> files;       ///< Every emitted path, sorted; the manifest itself is not among them.
};

}  // namespace wasmpair
