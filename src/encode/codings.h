// The content codings: one row per coding.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "wasmpair/asset.h"

namespace wasmpair {

struct CodingInfo {
  Coding coding;
  std::string_view token;      ///< In Content-Encoding (RFC 9110, section 8.4.1) and on the command line: "br".
  std::string_view extension;  ///< Of the sibling file: ".br".
};

/// All codings, in the order of manifests.
std::span<const CodingInfo> codings();

const CodingInfo& info(Coding coding);

/// The name of an encoding in reports and budgets: the coding's token, or "identity" for none.
std::string_view encoding_name(std::optional<Coding> coding);

/// The coding with that token, or nothing.
std::optional<Coding> parse_coding(std::string_view token);

}  // namespace wasmpair
