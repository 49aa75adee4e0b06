#include "commands/candidate.h"

#include <future>

#include "commands/module_directory.h"
#include "pair/pair_digest.h"
#include "pair/prove.h"
#include "pair/read_shim.h"
#include "toolchain/locate.h"
#include "util/files.h"
#include "wasm/parse.h"
#include "wasm/slim.h"

namespace wasmpair {

Candidate prepare(const PackModule& module, const PackRequest& request, Progress* progress) {
  Candidate candidate;
  candidate.request = module;
  candidate.source = read_file(module.file);
  // Hashing is most of the time of a run that finds everything in the cache: it goes on beside the proof.
  std::future<Sha256> source_digest = std::async(std::launch::async, [&] { return sha256(candidate.source); });
  candidate.module = parse_module(candidate.source, module.file);
  candidate.findings = prove_kind(candidate.module);
  if (candidate.findings.empty()) {
    const ToolchainRequest toolchain_request = asked_beside_module(request.toolchain, module.file);
    candidate.toolchain = locate(toolchain_request, {module.file, candidate.module.go_version}, progress);
    const Shim shim = read_shim(candidate.toolchain.shim.content, candidate.toolchain.shim.path);
    candidate.findings = prove(candidate.module, shim, candidate.toolchain.version, request.proof);
  }
  candidate.source_digest = source_digest.get();
  return candidate;
}

Pair make_pair_of(const Candidate& candidate, const PackRequest& request) {
  Pair pair;
  pair.candidate = &candidate;
  if (request.slimming == Slimming::Slim) {
    pair.slimmed = slim(candidate.module, request.slim);
  } else {
    pair.slimmed.content = candidate.source;
    pair.slimmed.segments_before = pair.slimmed.segments_after = candidate.module.data.segments;
  }
  // The bytes of the module are fixed from here on.
  const ByteView content = pair.slimmed.content;
  std::future<std::string> module_integrity = std::async(std::launch::async, [content] { return integrity(content); });
  pair.digest = digest_pair(sha256(content), sha256(candidate.toolchain.shim.content));
  pair.integrity = module_integrity.get();
  // The names of the pair are fixed from here on.
  return pair;
}

}  // namespace wasmpair
