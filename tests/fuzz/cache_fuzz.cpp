// Fuzzes the files of the local cache. The first byte of an input chooses a coding, and whether the rest is the whole
// file of the entry or only the payload of one with a correct header but no seal. Whatever the file is, it is never
// taken for sealed, and every encoding of a run that finds it decodes to the content.
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "encode/cache_entry.h"
#include "encode/cache_key.h"
#include "encode/encode.h"
#include "encode/encoders.h"
#include "encode/verify.h"
#include "util/atomic_file.h"
#include "util/text_bytes.h"

namespace {

using namespace wasmpair;

constexpr Coding codings[] = {Coding::Brotli, Coding::Gzip, Coding::Zstandard};
constexpr SealKey seal_key{1, 2, 3};
constexpr std::string_view content =
    "A content, a content, a content that every coding makes smaller, smaller, smaller.";

/// A directory for this process.
class Directory {
 public:
  Directory() { std::filesystem::create_directories(path_); }
  ~Directory() { std::filesystem::remove_all(path_); }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  std::string string() const { return path_.string(); }

 private:
  std::filesystem::path path_ =
      std::filesystem::temp_directory_path() / ("wasmpair-cache-fuzz-" + std::to_string(::getpid()));
};

Bytes entry_file(const Sha256& key, ByteView payload) {
  const CacheEntryHeaderBytes header = write_cache_entry_header({key, payload.size(), sha256(payload), {}});
  Bytes file(header.begin(), header.end());
  file.insert(file.end(), payload.begin(), payload.end());
  return file;
}

void write_entry(const std::string& root, const Sha256& key, ByteView file) {
  const std::string hex = key.hex();
  const std::string directory = root + "/" + hex.substr(0, 2);
  std::filesystem::create_directories(directory);
  write_file(directory + "/" + hex.substr(2), file, Durability::Unsynced);
}

void expect(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Directory directory;
  static const Cache cache(directory.string(), seal_key);
  static const Sha256 digest = sha256(bytes_of(content));
  if (size == 0) return 0;
  const Coding coding = codings[data[0] / 2 % std::size(codings)];
  const Sha256 key = cache_key(digest, recipe(Level::Fast, coding), encoder_version(coding));
  const ByteView rest = ByteView(data, size).subspan(1);
  write_entry(directory.string(), key, data[0] % 2 == 0 ? Bytes(rest.begin(), rest.end()) : entry_file(key, rest));

  const std::optional<CacheEntry> entry = cache.load(key, content.size());
  if (!entry) return 0;  // encoded, as if there were no file
  expect(entry->trust == Trust::Unsealed && entry->digest == sha256(entry->content));

  const Content contents[] = {{bytes_of(content), digest, "content"}};
  EncodeOptions options;
  options.codings = {coding};
  options.level = Level::Fast;
  options.cache = &cache;
  const std::vector<Encoding> encodings = encode(contents, options).front().encodings;
  expect(encodings.size() == 1);
  verify(coding, encodings[0].content, bytes_of(content), "content");
  return 0;
}
