#include "commands/write_source.h"

#include <boost/filesystem/path.hpp>

#include "publish/source_seal.h"
#include "util/atomic_file.h"
#include "util/directory.h"
#include "util/files.h"
#include "util/text_bytes.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

constexpr std::size_t source_limit_bytes = 1 << 20;

void expect_own(const std::string& path) {
  if (!is_file(path) || read_source_seal(text_of(read_file(path, source_limit_bytes)))) return;
  throw Error(path, "cannot be replaced: wasmpair did not write this file, or it was edited",
              "Move it away, then run again.");
}

}  // namespace

std::string write_source(const std::string& directory, const GoFile& file) {
  open_or_create_directory(directory);
  std::string path = (boost::filesystem::path(directory) / file.name).generic_string();
  expect_own(path);
  write_file(path, bytes_of(file.text), Durability::Synced);
  return path;
}

}  // namespace wasmpair
