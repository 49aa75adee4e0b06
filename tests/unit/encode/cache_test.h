// A cache in a directory of its own.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

#include "encode/cache.h"
#include "encode/cache_entry.h"
#include "unit/encode/samples.h"
#include "unit/support/temporary_directory.h"
#include "util/atomic_file.h"
#include "util/files.h"
#include "util/text_bytes.h"

namespace wasmpair {

namespace fs = boost::filesystem;

constexpr std::uint64_t any_size = 1'000'000;

inline Sha256 key_of(std::string_view text) { return sha256(bytes_of(text)); }

class CacheTest : public testing::Test {
 protected:
  void store(std::string_view key, const Bytes& content) const { cache.store(key_of(key), content, sha256(content)); }

  fs::path file_of(std::string_view key) const {
    const std::string hex = key_of(key).hex();
    return root / hex.substr(0, 2) / hex.substr(2);
  }

  void overwrite(std::string_view key, const Bytes& bytes) const {
    write_file(file_of(key).generic_string(), bytes, Durability::Unsynced);
  }

  std::optional<Bytes> load(std::string_view key, std::uint64_t max_bytes = any_size) const {
    const std::optional<CacheEntry> entry = cache.load(key_of(key), max_bytes);
    if (!entry) return std::nullopt;
    EXPECT_EQ(entry->digest, sha256(entry->content));
    return entry->content;
  }

  std::optional<Trust> trust_of(std::string_view key) const {
    const std::optional<CacheEntry> entry = cache.load(key_of(key), any_size);
    return entry ? std::optional(entry->trust) : std::nullopt;
  }

  TemporaryDirectory temporary;
  fs::path root = temporary.path() / "not" / "there yet";
  SealKey seal_key{1, 2, 3};
  Cache cache{root.generic_string(), seal_key};
};

}  // namespace wasmpair
