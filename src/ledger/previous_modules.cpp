#include "ledger/previous_modules.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "encode/codings.h"
#include "encode/decoders.h"
#include "publish/dictionary_names.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// Chromium keeps no larger dictionary.
constexpr std::uint64_t dictionary_limit = std::uint64_t{100} << 20U;

constexpr const char* no_delta = "Visitors with that release download the whole module.";

/// Exactly size bytes; nothing if it decodes to anything else.
std::optional<Bytes> decode(Coding coding, ByteView encoded, std::size_t size) {
  const std::unique_ptr<Decoder> decoder = make_decoder(coding);
  Bytes decoded(size + 1);  // room for a byte too many
  std::size_t bytes = 0;
  while (true) {
    const DecoderStep step = decoder->decode(encoded, std::span(decoded).subspan(bytes));
    encoded = encoded.subspan(step.consumed);
    bytes += step.produced;
    if (step.state == DecoderState::Ended) break;
    if (step.state == DecoderState::Invalid || (step.consumed == 0 && step.produced == 0)) return std::nullopt;
  }
  if (bytes != size) return std::nullopt;
  decoded.resize(size);
  return decoded;
}

std::optional<Bytes> read_as_is(const ReleaseSource& source, const ManifestFile& file) {
  std::optional<Bytes> content = source.read(file.path, file.bytes);
  if (content && sha256(*content).hex() != file.sha256) return std::nullopt;
  return content;
}

/// The content from a sibling: hosts may store nothing else.
std::optional<Bytes> read_encoded(const ReleaseSource& source, const ManifestFile& file) {
  for (const ManifestEncoding& sibling : file.encodings) {
    const std::optional<Coding> coding = parse_coding(sibling.encoding);
    if (!coding || sibling.bytes > file.bytes) continue;
    const std::optional<Bytes> encoded = source.read(sibling.path, sibling.bytes);
    if (!encoded) continue;
    std::optional<Bytes> content = decode(*coding, *encoded, static_cast<std::size_t>(file.bytes));
    if (content && sha256(*content).hex() == file.sha256) return content;
  }
  return std::nullopt;
}

std::optional<Bytes> read_content(const ReleaseSource& source, const ManifestFile& file, const Sha256& digest,
                                  const FetchedModules& fetched) {
  if (std::optional<Bytes> content = fetched.find(file)) return content;
  try {
    std::optional<Bytes> content = read_as_is(source, file);
    if (!content) content = read_encoded(source, file);
    if (content) fetched.keep(*content, digest);
    return content;
  } catch (const Error&) {  // an earlier release is judged, not trusted
    return std::nullopt;
  }
}

/// Why no delta is made from a module; nothing if one can be.
std::optional<std::string> refusal_of(const ManifestFile& file, const Sha256& digest) {
  if (file.bytes > dictionary_limit) return "has more than 100 MiB, and browsers keep no such dictionary";
  if (!is_servable(digest)) return "has a digest that no server's configuration can look up";
  return std::nullopt;
}

}  // namespace

std::vector<PreviousModule> read_previous_modules(const ReleaseSource& source,
                                                  std::span<const PreviousRelease> releases, const std::string& bundle,
                                                  const Sha256& current, std::size_t count,
                                                  const FetchedModules& fetched, std::vector<Warning>& warnings) {
  std::vector<PreviousModule> modules;
  std::set<std::string> known{current.hex()};
  for (const PreviousRelease& release : releases) {
    if (modules.size() == count) break;
    const auto found = std::ranges::find(release.manifest.bundles, bundle, &ManifestBundle::name);
    if (found == release.manifest.bundles.end() || !known.insert(found->wasm.sha256).second) continue;
    const ManifestFile& file = found->wasm;
    const Sha256 digest = *parse_sha256(file.sha256);
    std::optional<std::string> problem = refusal_of(file, digest);
    std::optional<Bytes> content;
    if (!problem) {
      content = read_content(source, file, digest, fetched);
      if (!content) problem = "is missing or damaged";
    }
    if (problem)
      warnings.push_back({source.place_of(file.path), *problem, no_delta});
    else
      modules.push_back({{file.path, file.bytes, file.sha256}, std::move(*content), digest});
  }
  return modules;
}

}  // namespace wasmpair
