// The manifest (wasmpair.json, version 1): the file that lists a release. JSON Schema: templates/wasmpair.schema.json
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wasmpair {

/// A content-coded sibling as the manifest lists it.
struct ManifestEncoding {
  std::string encoding;  ///< "br", "gzip", "zstd"
  std::string path;
  std::uint64_t bytes = 0;
  std::string sha256;  ///< Hex, of the encoded bytes.

  bool operator==(const ManifestEncoding&) const = default;
};

/// A module of an earlier release that browsers may have kept as a dictionary.
struct ManifestDictionary {
  std::string path;
  std::uint64_t bytes = 0;
  std::string sha256;  ///< Hex; browsers send it in Available-Dictionary (RFC 9842, section 2.2).

  bool operator==(const ManifestDictionary&) const = default;
};

/// A module as the difference to an earlier one.
struct ManifestDelta {
  std::string encoding;  ///< "dcz", "dcb"
  std::string path;
  std::uint64_t bytes = 0;
  std::string sha256;  ///< Hex, of the bytes of the delta.
  ManifestDictionary from;

  bool operator==(const ManifestDelta&) const = default;
};

/// A published file as the manifest lists it.
struct ManifestFile {
  std::string path;
  std::string url;          ///< base + path
  std::string type;         ///< Media type: "application/wasm".
  std::uint64_t bytes = 0;  ///< Decoded size, which a progress bar counts up to.
  std::string sha256;       ///< Hex, of the decoded bytes.
  std::string integrity;    ///< "sha384-…" (Subresource Integrity).
  std::string cache_control;
  std::vector<ManifestEncoding> encodings;
  /// The `match` of Use-As-Dictionary (RFC 9842, section 2.1): "app.*.wasm?". Empty, and absent from the JSON, for a
  /// file that no browser should keep as a dictionary.
  std::string dictionary_match{};
  std::vector<ManifestDelta> deltas{};  ///< From earlier releases, the last one first.

  bool operator==(const ManifestFile&) const = default;
};

/// A named pair with its loader.
struct ManifestBundle {
  std::string name;                ///< "app", "my-app": publish/bundle_name.h has the rule.
  std::string pair;                ///< Pair digest, hex.
  std::string go_version;          ///< "go1.24.4"; empty, and absent from the JSON, if the module does not say.
  std::uint64_t source_bytes = 0;  ///< Size of the module as linked.
  std::string source_sha256;       ///< Hex, of the module as linked.
  ManifestFile wasm;
  ManifestFile shim;
  ManifestFile loader;
  std::optional<ManifestFile> runner = {};  ///< For command-line programs; absent beside a loader of the user's own.

  bool operator==(const ManifestBundle&) const = default;
};

/// A function of a guest that its host may call.
struct ManifestEntry {
  std::string name;        ///< Of the export.
  std::string method;      ///< Of the Go host: an exported identifier.
  std::string convention;  ///< "handle", "pointer".

  bool operator==(const ManifestEntry&) const = default;
};

/// A module that a Go server runs.
struct ManifestGuest {
  std::string name;                ///< As of a bundle, in ASCII.
  std::string kind;                ///< Of the module: "go-wasip1-reactor".
  std::string go_version;          ///< Empty, and absent from the JSON, if the module does not say.
  std::uint64_t source_bytes = 0;  ///< Size of the module as linked.
  std::string source_sha256;       ///< Hex, of the module as linked.
  ManifestFile wasm;
  std::uint32_t minimum_pages = 0;  ///< Of its memory, 64 KiB each.
  std::uint32_t maximum_pages = 0;
  std::uint32_t ticks = 0;                ///< Units of work between two calls of sched_yield; 0: it has no meter.
  std::uint32_t depth = 0;                ///< How many calls may be nested; 0: they are not counted.
  std::vector<std::uint32_t> globals;     ///< Every N of the exports "wasmpair.gN".
  bool restorable = false;                ///< Memory and globals are all the state of an instance.
  std::vector<ManifestEntry> entries;     ///< At least one.
  std::vector<std::string> imports;       ///< "wasi_snapshot_preview1.fd_write", in the order of the module.
  std::vector<std::string> capabilities;  ///< What it could do: "clock", "random".

  bool operator==(const ManifestGuest&) const = default;
};

/// A published page as the manifest lists it. Its name is the same in every release, its content is not. It has no
/// digest, because a page may be edited after it was published.
struct ManifestPage {
  std::string path;
  std::string url;   ///< base + path
  std::string type;  ///< Media type with its charset: "text/html; charset=utf-8".
  std::string cache_control;

  bool operator==(const ManifestPage&) const = default;
};

/// A further file of a release: an image, a style sheet, robots.txt.
struct ManifestAsset {
  /// As templates refer to it: "img/logo.png", the path of the file within the directory that was given, or its name.
  std::string name;
  /// Its Cache-Control says which kind its name is: hashed as that of a module, or stable as that of a page.
  ManifestFile file;

  bool operator==(const ManifestAsset&) const = default;
};

/// An earlier release.
struct ManifestPrevious {
  std::string manifest;  ///< The name of its manifest: "wasmpair.0123456789abcdef.json".
  std::string sha256;    ///< Hex, of that manifest.

  bool operator==(const ManifestPrevious&) const = default;
};

struct Manifest {
  std::string generator_version;
  std::string base;                     ///< "" (relative) or a URL prefix that ends in "/".
  std::vector<ManifestBundle> bundles;  ///< In the order in which they were packed.
  std::vector<ManifestPage> pages;      ///< Sorted by path.
  std::vector<std::string> files;       ///< Every published path except those of manifests, sorted.
  /// Only while a run replaces pages, and after it was killed there: the files of the next release that this one lacks.
  std::vector<ManifestFile> next = {};
  std::vector<ManifestGuest> guests = {};       ///< A release has bundles or guests.
  std::vector<ManifestAsset> assets = {};       ///< Sorted by name.
  std::vector<ManifestPrevious> previous = {};  ///< The releases before this one, the last one first.

  bool operator==(const Manifest&) const = default;
};

/// The files that the manifest describes: of each bundle, of each guest, of each asset, and of `next`. Bundles and
/// assets share files, which then appear again; during a switch, a stable name may have a file of each release.
std::vector<const ManifestFile*> files_of(const Manifest& manifest);

/// The maximum size of a manifest in bytes. A release of a thousand modules needs less than a tenth of it.
inline constexpr std::size_t manifest_limit = 16U << 20U;

/// What a manifest within that size may contain at most, so that reading it needs little memory, too.
struct ManifestLimits {
  std::size_t bundles = 16'000;
  std::size_t pages = 64'000;
  std::size_t files = 200'000;
  std::size_t next = 48'000;
  std::size_t encodings = 16;  ///< Of one file.
  std::size_t deltas = 64;     ///< Of one file.
  std::size_t previous = 1'000;
  std::size_t guests = 1'000;
  std::size_t entries = 1'000;  ///< Of one guest, as the following.
  std::size_t globals = 1'000;
  std::size_t imports = 1'000;
  std::size_t capabilities = 64;
  std::size_t assets = 16'000;
};

/// The manifest in json, which may come from anywhere; name is for messages. Unknown keys are ignored. Time is linear
/// in the text. Throws Error, placed at a JSON Pointer (RFC 6901) or at line and column, if it is not a version 1
/// manifest or exceeds a limit, if a text has characters that are invisible or steer a terminal, or if a path is not a
/// plain file name: the files that it lists may be opened, written and requested.
Manifest read_manifest(std::string_view json, std::string_view name);

/// The manifest in a file. Throws Error as read_manifest does, and if the file cannot be read or exceeds
/// manifest_limit.
Manifest read_manifest_file(const std::string& file);

/// The manifest as wasmpair.json has it: keys in a fixed order, two spaces of indentation, a newline at the end. Throws
/// Error if a text in it is not UTF-8.
std::string to_json(const Manifest& manifest);

}  // namespace wasmpair
