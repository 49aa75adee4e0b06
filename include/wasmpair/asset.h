// Assets: published files whose names carry a hash, and their content-coded siblings.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wasmpair/bytes.h"
#include "wasmpair/digest.h"
#include "wasmpair/manifest.h"

namespace wasmpair {

/// HTTP content codings (IANA HTTP Content Coding Registry) that wasmpair writes, the preferred one first.
enum class Coding { Brotli, Gzip, Zstandard };

/// How much time to spend on size.
enum class Level {
  Fast,      ///< For development: about a sixth larger than Release, in a fiftieth of the time.
  Release,   ///< Brotli 11 in two chunks, so that two cores can share the work.
  Smallest,  ///< Brotli 11 in one stream: 2 % smaller than Release, on one core.
};

/// Where an encoding came from.
enum class EncodingOrigin {
  Encoder,      ///< Made in this run.
  Cache,        ///< Read from the cache directory.
  SharedCache,  ///< Read from the shared cache; decoded and compared in this run.
};

/// A content in one coding.
struct Encoding {
  Coding coding;
  Bytes content;  ///< The encoded bytes, verified by decoding.
  Sha256 digest;  ///< Of the encoded bytes.
  EncodingOrigin origin = EncodingOrigin::Encoder;
};

/// The coding of deltas where none is chosen: Brotli (dcb) if the program runs with libbrotli 1.1 or later, otherwise
/// Zstandard (dcz).
std::vector<Coding> default_delta_codings();

/// A content as the difference to a dictionary.
struct Delta {
  Coding coding;           ///< Of what follows the header: Brotli for dcb, Zstandard for dcz.
  std::size_t dictionary;  ///< Its index among those that were given.
  Bytes content;           ///< With the header, verified by decoding.
  Sha256 digest;           ///< Of the delta.
  EncodingOrigin origin = EncodingOrigin::Encoder;
};

/// A delta, and where it is published.
struct PublishedDelta {
  std::string path;  ///< "app.<sha>.wasm.<key>.dcz"
  Delta delta;       ///< Its dictionary is that of `from`.
  ManifestDictionary from;
};

/// A published file with its siblings.
struct Asset {
  std::string path;  ///< File name within the output directory: "app.<sha>.wasm".
  std::string type;  ///< Media type: "application/wasm".
  ByteView content;  ///< The decoded bytes, owned elsewhere.
  Sha256 digest;
  std::string integrity;            ///< "sha384-…"
  std::vector<Encoding> encodings;  ///< Those that are smaller than content, in the order of Coding.
  std::string dictionary_match{};   ///< The URLs of later releases for which browsers should keep it; "": none.
  std::vector<PublishedDelta> deltas{};
};

}  // namespace wasmpair
