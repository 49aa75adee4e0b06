#include "serving/bucket.h"

#include <fmt/format.h>

#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// "x#1" is version 1 of x.
bool names_version(std::string_view name) {
  const std::size_t digits = name.find_last_not_of("0123456789");
  return digits != name.npos && digits + 1 < name.size() && name[digits] == '#';
}

}  // namespace

std::string shell_word(std::string_view text) {
  std::string word = "'";
  for (const char c : text) {
    if (c == '\'') {
      word += "'\\''";
    } else {
      word += c;
    }
  }
  return word + "'";
}

void expect_gcloud_name(const std::string& name) {
  if (name.find_first_of("*?[]") != std::string::npos || names_version(name))
    throw Error("", fmt::format("gcloud takes the name '{}' for a pattern", name), "Rename the file.");
}

}  // namespace wasmpair
