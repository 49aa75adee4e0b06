// Accept-Encoding and the negotiation of content codings (RFC 9110, section 12.5.3).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wasmpair {

/// An element of Accept-Encoding.
struct AcceptedCoding {
  std::string coding;  ///< In lower case; "identity", "*", or a content coding. "x-gzip" becomes "gzip" (8.4.1.3).
  unsigned weight;     ///< The qvalue in thousandths, 0 to 1000; 0 means not acceptable.
};

using AcceptEncoding = std::vector<AcceptedCoding>;

/// The elements of a field value, in order. Elements that violate the grammar are skipped: the client does not clearly
/// accept a coding whose weight cannot be parsed. Join the values of several fields with commas.
AcceptEncoding parse_accept_encoding(std::string_view field_value);

/// The weight of a content coding: its own, else that of "*", else 0. If a coding is listed twice, the lower weight
/// counts: nothing that a proxy appends can undo an exclusion.
unsigned weight_of(const AcceptEncoding& accepted, std::string_view coding);

/// The coding of the response: the offered one, or "identity", with the greatest weight. At equal weights the first
/// offered coding wins, and every offered coding wins over identity. If neither "identity" nor "*" is listed, identity
/// is acceptable as the last choice. Nothing if every offered coding and identity are excluded: a server may then
/// respond with 406 or disregard the field (12.4.1).
std::optional<std::string_view> choose_coding(const AcceptEncoding& accepted,
                                              std::span<const std::string_view> offered);

}  // namespace wasmpair
