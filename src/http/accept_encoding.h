// Accept-Encoding, and the choice among content codings by it (RFC 9110, section 12.5.3).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wasmpair {

/// An element of Accept-Encoding.
struct AcceptedCoding {
  std::string coding;  ///< In lower case; "identity", "*", or a content coding. "x-gzip" reads "gzip" (8.4.1.3).
  unsigned weight;     ///< The qvalue in thousandths, 0 to 1000; 0: not acceptable.
};

using AcceptEncoding = std::vector<AcceptedCoding>;

/// The elements of a field value, in their order. What does not follow the grammar is left out: a coding whose weight
/// cannot be read is not one that the client was heard to accept. Several fields are one value, joined by commas.
AcceptEncoding parse_accept_encoding(std::string_view field_value);

/// The weight of a content coding: its own, else that of "*", else 0. One that is listed twice has the lower weight, so
/// that an exclusion stands whatever a proxy appended.
unsigned weight_of(const AcceptEncoding& accepted, std::string_view coding);

/// The coding of the answer: the offered one, or "identity", with the greatest weight. At equal weights the first
/// offered wins, and any of them over identity. Identity that neither its name nor "*" mentions is acceptable, after
/// everything that is mentioned. Nothing if every coding and identity are excluded: a server may then answer 406, or
/// disregard the field (12.4.1).
std::optional<std::string_view> choose_coding(const AcceptEncoding& accepted,
                                              std::span<const std::string_view> offered);

}  // namespace wasmpair
