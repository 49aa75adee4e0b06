// Examines a response's body while it arrives: only digests and the first few bytes are retained.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "encode/decoders.h"
#include "util/digest_stream.h"
#include "verify/deadline.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// The maximum number of bytes of a body to read and to retain.
struct BodyLimits {
  std::uint64_t received = 0;  ///< As transferred.
  std::uint64_t decoded = 0;   ///< After its content coding.
  std::size_t front = 0;       ///< Retained from the front of the decoded bytes.
  /// Reading ends once that many bytes were received, which is no error; 0: it ends with the body.
  std::uint64_t enough = 0;
};

/// The outcome of decoding the content coding.
enum class Decoding {
  NotCoded,
  Decoded,
  Undecodable,  ///< The bytes are not what Content-Encoding says, or end too early.
  Unknown,      ///< A coding that wasmpair does not know, or several; a delta without its dictionary.
  TooLarge,     ///< More bytes than the limit: decoding stopped there.
};

struct Body {
  std::uint64_t received_bytes = 0;
  std::string received_sha256;  ///< Hex.
  Bytes received_front;         ///< The first bytes as transferred.
  Decoding decoding = Decoding::NotCoded;
  std::uint64_t decoded_bytes = 0;
  std::string decoded_sha256;  ///< Hex; equal to received_sha256 when NotCoded.
  Bytes decoded_front;         ///< The first BodyLimits::front bytes.
};

/// Bytes retained from the front of a body as transferred: enough for magic numbers and short ranges.
inline constexpr std::size_t front_bytes = 256;

class ResponseBodyReader {
 public:
  /// content_encoding: the field's value; "" if there is none. Few bytes may decode to very many: decoding stops, like
  /// everything else, at the deadline. dictionary: that of deltas, which must outlive the reader; empty: there is none.
  /// Whether a delta's header names it is not checked here.
  ResponseBodyReader(const std::string& content_encoding, const BodyLimits& limits, const Deadline& deadline,
                     ByteView dictionary = {});

  /// False if the body is larger than its limit, or the deadline has passed: the transfer should end.
  bool take(ByteView piece);
  /// True once BodyLimits::enough was received.
  bool has_enough() const { return limits_.enough != 0 && body_.received_bytes >= limits_.enough; }

  /// Call once, after the last take().
  Body finish();

 private:
  void decode(ByteView piece);
  void take_decoded(ByteView piece);

  BodyLimits limits_;
  const Deadline& deadline_;
  Body body_;
  Sha256Stream received_;
  Sha256Stream decoded_;
  std::size_t header_left_ = 0;  // of a delta: how much of its header was not received yet
  std::unique_ptr<Decoder> decoder_;
  DecoderState state_ = DecoderState::Running;
};

}  // namespace wasmpair
