// The vocabulary of content codings: one row a coding.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "wasmpair/asset.h"

namespace wasmpair {

struct CodingInfo {
  Coding coding;
  std::string_view token;      ///< In Content-Encoding (RFC 9110, section 8.4.1) and on the command line: "br".
  std::string_view extension;  ///< Of the sibling: ".br".
};

/// Every coding, in the order in which a manifest lists them.
std::span<const CodingInfo> codings();

const CodingInfo& info(Coding coding);

/// The coding's token, or "identity" for none: how reports and budgets name an encoding.
std::string_view encoding_name(std::optional<Coding> coding);

/// The coding of that token, or nothing.
std::optional<Coding> parse_coding(std::string_view token);

}  // namespace wasmpair
