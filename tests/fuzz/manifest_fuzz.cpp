// Fuzzes the manifest reader: a manifest that can be read round-trips, and no step takes long for its size. Small
// inputs also stand for large manifests, in which they are repeated.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/require.h"
#include "fuzz/step_limit.h"
#include "serving/routes.h"
#include "wasmpair/error.h"
#include "wasmpair/manifest.h"

namespace wasmpair {
namespace {

void require_plain(const std::string& path) {
  require(!path.empty() && path != "." && path != ".." && path.find('/') == std::string::npos, "a path is a file name");
}

Manifest read(std::string_view json) {
  const StepLimit limit;
  return read_manifest(json, "fuzz.json");
}

std::vector<Route> routes(const Manifest& manifest) {
  const StepLimit limit;
  return routes_of(manifest);
}

std::string write(const Manifest& manifest) {
  const StepLimit limit;
  return to_json(manifest);
}

void run(std::string_view json) {
  Manifest manifest;
  try {
    manifest = read(json);
  } catch (const Error& error) {
    require(error.place().starts_with("fuzz.json"), "an error names the file");
    require(!error.problem().empty() && !error.advice().empty(), "an error has a problem and advice");
    return;
  }
  for (const std::string& file : manifest.files) require_plain(file);
  for (const Route& route : routes(manifest)) require_plain(route.path);
  const std::string written = write(manifest);
  require(write(read(written)) == written, "a written manifest round-trips");
}

constexpr std::size_t large = 4U << 20U;

/// start, then the text many times with separator in between, then end.
std::string repeated(std::string_view start, std::string_view text, std::string_view separator, std::string_view end) {
  std::string all(start);
  while (!text.empty() && all.size() < large) {
    all += text;
    all += separator;
  }
  all += text;
  return all += end;
}

/// Runs a large manifest that consists of text over and over. The first byte chooses where it is.
void run_large(std::string_view text) {
  constexpr std::string_view start = R"({"version":1,"generator":{"version":"1"},"base":"","bundles":{},"files":[)";
  const std::string_view rest = text.substr(1);
  switch (text[0] % 4) {
    case 0:
      return run(repeated(std::string(start) + R"(],"pages":[)", rest, ",", "]}"));
    case 1:
      return run(repeated(start, rest, ",", "]}"));
    case 2:
      return run(repeated(std::string(start) + R"(],"other":)", rest, "", "}"));
    default:
      return run(repeated("", rest, "", ""));
  }
}

}  // namespace
}  // namespace wasmpair

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string json(data, data + size);
  constexpr char marks_large = '+';  // no JSON text starts with it
  if (size > 2 && json[0] == marks_large)
    wasmpair::run_large(std::string_view(json).substr(1));
  else
    wasmpair::run(json);
  return 0;
}
