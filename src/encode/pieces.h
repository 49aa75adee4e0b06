// Feeding an encoder piece by piece, so that it can be stopped and its progress is seen.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>

#include "encode/encoders.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// The amount of input that an encoder takes at once at the slow levels.
inline constexpr std::size_t piece_bytes = std::size_t{1} << 18;

enum class Piece { Inner, Last };

/// Calls feed(ByteView, Piece, Bytes&), which appends what the encoder produces, for each piece; once for an empty
/// content. Nothing if a stop was requested.
template <typename Feed>
std::optional<Bytes> encode_in_pieces(ByteView content, const Work& work, const Feed& feed) {
  Bytes encoded;
  ByteView rest = content;
  do {
    if (work.stop.stop_requested()) return std::nullopt;
    const ByteView piece = rest.first(std::min(rest.size(), piece_bytes));
    rest = rest.subspan(piece.size());
    feed(piece, rest.empty() ? Piece::Last : Piece::Inner, encoded);
    work.fed += piece.size();
  } while (!rest.empty());
  return encoded;
}

}  // namespace wasmpair
