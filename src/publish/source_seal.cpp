#include "publish/source_seal.h"

#include <fmt/format.h>

#include <stdexcept>

#include "util/line_ends.h"
#include "util/text_bytes.h"
#include "wasmpair/digest.h"

namespace wasmpair {
namespace {

constexpr std::string_view keyword = "package ";
constexpr std::string_view by_wasmpair = " // wasmpair ";
constexpr std::string_view with_digest = ", sha256 ";

/// A source around its package clause, whose line break is part of `below`.
struct Parts {
  std::string_view above;
  std::string_view clause;
  std::string_view below;
};

std::optional<Parts> split(std::string_view source) {
  std::size_t begin = 0;
  while (!source.substr(begin).starts_with(keyword)) {
    const std::size_t line_end = source.find('\n', begin);
    if (line_end == std::string_view::npos) return std::nullopt;
    begin = line_end + 1;
  }
  const std::size_t end = source.find('\n', begin);
  if (end == std::string_view::npos) return std::nullopt;
  return Parts{source.substr(0, begin), source.substr(begin, end - begin), source.substr(end)};
}

std::string sealed(const Parts& parts, std::string_view package, std::string_view version) {
  const std::string clause = fmt::format("{}{}", keyword, package);
  const Sha256 digest = sha256(bytes_of(fmt::format("{}{}{}", parts.above, clause, parts.below)));
  return fmt::format("{}{}{}{}{}{}{}", parts.above, clause, by_wasmpair, version, with_digest, digest.hex(),
                     parts.below);
}

}  // namespace

std::string seal_source(std::string_view source, std::string_view package) {
  const std::optional<Parts> parts = split(source);
  if (!parts) throw std::logic_error("a Go source has no package clause");
  return sealed(*parts, package, WASMPAIR_VERSION);
}

std::optional<SourceSeal> read_source_seal(std::string_view given) {
  const std::string source = with_line_feeds(given);
  const std::optional<Parts> parts = split(source);
  if (!parts) return std::nullopt;
  const std::string_view clause = parts->clause;
  const std::size_t comment = clause.find(by_wasmpair);
  const std::size_t digest = clause.find(with_digest);
  if (comment == std::string_view::npos || digest == std::string_view::npos || digest < comment) return std::nullopt;
  const std::size_t version = comment + by_wasmpair.size();
  SourceSeal seal{std::string(clause.substr(keyword.size(), comment - keyword.size())),
                  std::string(clause.substr(version, digest - version))};
  if (sealed(*parts, seal.package, seal.version) != source) return std::nullopt;
  return seal;
}

}  // namespace wasmpair
