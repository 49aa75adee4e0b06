// Writes the seeds of cache_fuzz to the directory given as argument: for each coding, encodings of short texts as
// payloads, and a complete file without a valid key.
#include <array>
#include <atomic>
#include <fstream>
#include <string>

#include "encode/cache_entry.h"
#include "encode/encoders.h"
#include "util/text_bytes.h"

namespace {

using namespace wasmpair;

constexpr std::array codings{Coding::Brotli, Coding::Gzip, Coding::Zstandard};
constexpr std::array<std::string_view, 2> texts{
    "A content, a content, a content that every coding makes smaller, smaller, smaller.",
    "Another content, another content, another content."};

void write(const std::string& path, char first, ByteView rest) {
  std::ofstream file(path, std::ios::binary);
  file.put(first);
  for (const std::uint8_t byte : rest) file.put(static_cast<char>(byte));
}

Bytes encode_text(std::string_view text, Coding coding) {
  std::atomic<std::uint64_t> fed{0};
  const Chunk chunk{bytes_of(text), 0, text.size()};
  return *encode_chunk(chunk, recipe(Level::Fast, coding).parameters, Work{{}, fed});
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 2;
  const std::string directory = arguments[1];
  int number = 0;
  for (std::size_t i = 0; i < codings.size(); ++i)
    for (const std::string_view text : texts)
      write(directory + "/" + std::to_string(number++), static_cast<char>(2 * i + 1), encode_text(text, codings[i]));
  const CacheEntryHeaderBytes header = write_cache_entry_header({sha256({}), 0, sha256({}), {}});
  write(directory + "/file", 0, header);
}
