// Fuzzes the manifest reader: a manifest that can be read round-trips. What takes long for its size is found by
// libFuzzer's timeout, so small inputs also stand for large manifests, in which they are repeated.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

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

constexpr std::size_t large = 1U << 20U;

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
