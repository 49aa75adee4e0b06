// Fuzzes the manifest reader: a manifest that can be read round-trips.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "serving/routes.h"
#include "wasmpair/error.h"
#include "wasmpair/manifest.h"

namespace wasmpair {
namespace {

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

void require_plain(const std::string& path) {
  require(!path.empty() && path != "." && path != ".." && path.find('/') == std::string::npos, "a path is a file name");
}

void run(std::string_view json) {
  Manifest manifest;
  try {
    manifest = read_manifest(json, "fuzz.json");
  } catch (const Error& error) {
    require(error.place().starts_with("fuzz.json"), "an error names the file");
    require(!error.problem().empty() && !error.advice().empty(), "an error has a problem and advice");
    return;
  }
  for (const std::string& file : manifest.files) require_plain(file);
  for (const Route& route : routes_of(manifest)) require_plain(route.path);
  const std::string written = to_json(manifest);
  require(to_json(read_manifest(written, "fuzz.json")) == written, "a written manifest round-trips");
}

}  // namespace
}  // namespace wasmpair

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string json(data, data + size);
  wasmpair::run(json);
  return 0;
}
