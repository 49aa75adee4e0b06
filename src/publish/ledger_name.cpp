#include "publish/ledger_name.h"

#include <fmt/format.h>

#include <algorithm>

namespace wasmpair {
namespace {

constexpr std::string_view prefix = "wasmpair.";
constexpr std::string_view suffix = ".json";

}  // namespace

std::string ledger_name(const Sha256& manifest) {
  return fmt::format("{}{}{}", prefix, manifest.hex().substr(0, ledger_hash_digits), suffix);
}

bool is_ledger_name(std::string_view name) {
  if (name.size() != prefix.size() + ledger_hash_digits + suffix.size()) return false;
  const std::string_view hash = name.substr(prefix.size(), ledger_hash_digits);
  return name.starts_with(prefix) && name.ends_with(suffix) &&
         hash.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace wasmpair
