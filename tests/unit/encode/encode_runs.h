// What the tests of encode() share.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <vector>

#include "encode/encode.h"
#include "unit/encode/samples.h"

namespace wasmpair {

inline const std::vector<Coding> every_coding{Coding::Brotli, Coding::Gzip, Coding::Zstandard};

inline Content named(const Bytes& bytes) { return {bytes, sha256(bytes), "app.wasm"}; }

inline EncodeOptions options_for(Level level, unsigned jobs = 2, const Cache* cache = nullptr) {
  EncodeOptions options;
  options.codings = every_coding;
  options.level = level;
  options.jobs = jobs;
  options.cache = cache;
  return options;
}

/// The encodings of one content.
inline std::vector<Encoding> encode_one(const Bytes& bytes, const EncodeOptions& options) {
  const std::vector<Content> contents{named(bytes)};
  return encode(contents, options).at(0).encodings;
}

inline std::vector<Bytes> contents_of(const std::vector<Encoding>& encodings) {
  std::vector<Bytes> contents;
  for (const Encoding& encoding : encodings) contents.push_back(encoding.content);
  return contents;
}

/// The number of encodings from that origin.
inline std::ptrdiff_t hits(const std::vector<Encoding>& encodings, EncodingOrigin origin = EncodingOrigin::Cache) {
  return std::ranges::count(encodings, origin, &Encoding::origin);
}

inline void expect_correct(const std::vector<Encoding>& encodings, const Bytes& content) {
  for (const Encoding& encoding : encodings) {
    EXPECT_EQ(decode_by_library(encoding.coding, encoding.content, content.size()), content);
    EXPECT_EQ(encoding.digest, sha256(encoding.content));
    EXPECT_LT(encoding.content.size(), content.size());
  }
}

class Recorder : public Progress {
 public:
  void update(std::string_view stage, std::uint64_t done, std::uint64_t total) override {
    EXPECT_EQ(stage, "encoding");
    EXPECT_GE(done, last_done);
    EXPECT_LE(done, total);
    last_done = done;
    last_total = total;
    ++updates;
  }
  std::uint64_t last_done = 0;
  std::uint64_t last_total = 0;
  int updates = 0;
};

}  // namespace wasmpair
