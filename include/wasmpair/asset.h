// Assets: published files whose names carry a hash, and their content-coded siblings.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wasmpair/bytes.h"
#include "wasmpair/digest.h"

namespace wasmpair {

/// HTTP content codings (IANA HTTP Content Coding Registry) that wasmpair writes, in order of preference on the wire.
enum class Coding { Brotli, Gzip, Zstandard };

/// How much time to spend on size.
enum class Level {
  Fast,      ///< For development loops: about a sixth larger than Release in a fiftieth of the time.
  Release,   ///< Brotli 11 in two chunks, so that two cores can share the work.
  Smallest,  ///< Brotli 11 in one stream: 2 % smaller than Release, and one core has all the work.
};

/// Where an encoding came from.
enum class EncodingOrigin {
  Encoder,      ///< It was made in this run.
  Cache,        ///< The directory of this machine.
  SharedCache,  ///< The server; decoded and compared in this run.
};

/// What became of one coding of one content.
struct Encoding {
  Coding coding;
  Bytes content;  ///< The encoded bytes; verified by decoding.
  Sha256 digest;  ///< Of the encoded bytes.
  EncodingOrigin origin = EncodingOrigin::Encoder;
};

/// A published file with its siblings.
struct Asset {
  std::string path;  ///< File name within the output directory: "app.<sha>.wasm".
  std::string type;  ///< Media type: "application/wasm".
  ByteView content;  ///< The decoded bytes; owned by the stage that made them.
  Sha256 digest;
  std::string integrity;            ///< "sha384-…"
  std::vector<Encoding> encodings;  ///< Only those that are smaller than content, in the order of the codings table.
};

}  // namespace wasmpair
