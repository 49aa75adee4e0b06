#include "remote/action_result.h"

#include <optional>
#include <string>
#include <string_view>

#include "util/byte_reader.h"
#include "util/leb128.h"
#include "util/text_bytes.h"

namespace wasmpair {
namespace {

/// Servers require a relative path; this one says what the blob is.
constexpr std::string_view output_path = "encoding";

enum WireType : std::uint32_t { Varint = 0, EightBytes = 1, Delimited = 2, FourBytes = 5 };

/// The numbers of the fields that are used.
constexpr std::uint32_t output_files = 2;
constexpr std::uint32_t path = 1;
constexpr std::uint32_t digest = 2;
constexpr std::uint32_t hash = 1;
constexpr std::uint32_t size_bytes = 2;

struct Field {
  std::uint32_t number = 0;
  std::optional<std::uint64_t> varint;  ///< Of type 0.
  std::optional<ByteReader> delimited;  ///< Of type 2.
};

Field read_field(ByteReader& message) {
  const std::size_t start = message.offset();
  const std::uint32_t tag = message.unsigned32("the tag of a field");
  Field field{tag >> 3U, std::nullopt, std::nullopt};
  switch (tag & 7U) {
    case Varint:
      field.varint = message.unsigned64("a varint");
      break;
    case EightBytes:
      message.bytes(8, "eight bytes");
      break;
    case Delimited:
      field.delimited = message.region(message.unsigned32("a length"), "the value of a field", "the field");
      break;
    case FourBytes:
      message.bytes(4, "four bytes");
      break;
    default:
      message.fail(start, "the tag of a field", "its type is unknown");
  }
  return field;
}

BlobDigest read_digest(ByteReader message) {
  const std::size_t start = message.offset();
  std::optional<Sha256> read_hash;
  std::uint64_t size = 0;  // an absent field is 0
  while (!message.at_end()) {
    Field field = read_field(message);
    if (field.number == hash && field.delimited)
      read_hash = parse_sha256(text_of(field.delimited->bytes(field.delimited->remaining(), "the hash")));
    if (field.number == size_bytes && field.varint) size = *field.varint;
  }
  if (!read_hash) message.fail(start, "the digest", "it is not a SHA-256 of 64 hex digits");
  return {*read_hash, size};
}

BlobDigest read_output_file(ByteReader message) {
  const std::size_t start = message.offset();
  std::optional<BlobDigest> read;
  while (!message.at_end()) {
    const Field field = read_field(message);
    if (field.number == digest && field.delimited) read = read_digest(*field.delimited);
  }
  if (!read) message.fail(start, "the output file", "it has no digest");
  return *read;
}

void append_varint(Bytes& message, std::uint32_t number, std::uint64_t value) {
  append_unsigned(message, number << 3U | Varint);
  append_unsigned(message, value);
}

void append_delimited(Bytes& message, std::uint32_t number, ByteView value) {
  append_unsigned(message, number << 3U | Delimited);
  append_unsigned(message, value.size());
  message.insert(message.end(), value.begin(), value.end());
}

}  // namespace

Bytes write_action_result(const BlobDigest& file) {
  const std::string hex = file.hash.hex();
  Bytes named;
  append_delimited(named, hash, bytes_of(hex));
  append_varint(named, size_bytes, file.size);
  Bytes output_file;
  append_delimited(output_file, path, bytes_of(output_path));
  append_delimited(output_file, digest, named);
  Bytes result;
  append_delimited(result, output_files, output_file);
  return result;
}

BlobDigest read_action_result(ByteView bytes) {
  ByteReader message(bytes, {"the action result", ""});
  std::optional<BlobDigest> file;
  while (!message.at_end()) {
    const std::size_t start = message.offset();
    const Field field = read_field(message);
    if (field.number != output_files || !field.delimited) continue;
    if (file) message.fail(start, "the output files", "there are several");
    file = read_output_file(*field.delimited);
  }
  if (!file) message.fail(0, "the output files", "there is none");
  return *file;
}

}  // namespace wasmpair
