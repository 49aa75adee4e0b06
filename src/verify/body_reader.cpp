#include "verify/body_reader.h"

#include <algorithm>
#include <array>

#include "encode/codings.h"
#include "http/content_coding.h"
#include "util/ascii.h"
#include "verify/delta_header.h"

namespace wasmpair {
namespace {

void append_front(Bytes& front, ByteView piece, std::size_t limit) {
  if (front.empty()) front.reserve(limit);  // memory that is not written to costs nothing; growing would copy
  const std::size_t count = std::min(piece.size(), limit - std::min(limit, front.size()));
  front.insert(front.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(count));
}

}  // namespace

ResponseBodyReader::ResponseBodyReader(const std::string& content_encoding, const BodyLimits& limits,
                                       const Deadline& deadline, ByteView dictionary)
    : limits_(limits), deadline_(deadline) {
  const std::string token = content_coding_name(content_encoding);
  if (token.empty() || token == "identity") return;
  if (const std::optional<Coding> coding = parse_coding(token)) decoder_ = make_decoder(*coding);
  const DeltaCodingInfo* const format = find_delta_coding(token);
  if (format != nullptr && !dictionary.empty()) {
    decoder_ = make_delta_decoder(format->coding, dictionary);
    header_left_ = format->header_bytes();
  }
  body_.decoding = decoder_ ? Decoding::Decoded : Decoding::Unknown;
}

bool ResponseBodyReader::take(ByteView piece) {
  body_.received_bytes += piece.size();
  if (body_.received_bytes > limits_.received) return false;
  received_.update(piece);
  append_front(body_.received_front, piece, front_bytes);
  if (body_.decoding == Decoding::NotCoded)
    append_front(body_.decoded_front, piece, limits_.front);
  else if (body_.decoding == Decoding::Decoded)
    decode(piece);
  return !deadline_.has_passed();
}

void ResponseBodyReader::decode(ByteView piece) {
  std::array<std::uint8_t, std::size_t{64} << 10U> room;
  const std::size_t skipped = std::min(header_left_, piece.size());
  header_left_ -= skipped;
  piece = piece.subspan(skipped);
  if (state_ == DecoderState::Ended && !piece.empty()) body_.decoding = Decoding::Undecodable;  // trailing bytes
  while (body_.decoding == Decoding::Decoded && state_ == DecoderState::Running && !deadline_.has_passed()) {
    const DecoderStep step = decoder_->decode(piece, room);
    take_decoded(ByteView(room).first(step.produced));
    piece = piece.subspan(step.consumed);
    state_ = step.state;
    if (step.state == DecoderState::Invalid || (step.state == DecoderState::Ended && !piece.empty()))
      body_.decoding = Decoding::Undecodable;
    if (step.consumed == 0 && step.produced == 0) return;  // it needs more input
  }
}

void ResponseBodyReader::take_decoded(ByteView piece) {
  body_.decoded_bytes += piece.size();
  if (body_.decoded_bytes > limits_.decoded) {
    body_.decoding = Decoding::TooLarge;
    return;
  }
  decoded_.update(piece);
  append_front(body_.decoded_front, piece, limits_.front);
}

Body ResponseBodyReader::finish() {
  body_.received_sha256 = received_.finish().hex();
  if (body_.decoding == Decoding::NotCoded) {
    body_.decoded_bytes = body_.received_bytes;
    body_.decoded_sha256 = body_.received_sha256;
  } else {
    // No bytes at all, as in the response to a HEAD, are no content rather than undecodable content.
    if (body_.decoding == Decoding::Decoded && state_ != DecoderState::Ended && body_.received_bytes != 0)
      body_.decoding = Decoding::Undecodable;
    body_.decoded_sha256 = decoded_.finish().hex();
  }
  return std::move(body_);
}

}  // namespace wasmpair
