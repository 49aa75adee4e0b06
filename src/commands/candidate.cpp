#include "commands/candidate.h"

#include "commands/known_validation.h"
#include "commands/module_directory.h"
#include "toolchain/locate.h"
#include "toolchain/released_text.h"
#include "util/in_background.h"
#include "wasm/read_sections.h"
#include "wasmpair/module.h"
#include "wasmpair/pair.h"
#include "wasmpair/proof.h"
#include "wasmpair/shim.h"
#include "wasmpair/slim.h"

namespace wasmpair {
namespace {

// The rest of the run leaves one of two cores idle for most of the time that this takes.
constexpr unsigned background_threads = 1;

}  // namespace

Candidate prepare(const PackModule& module, const PackRequest& request, const Cache* cache, Progress* progress) {
  Candidate candidate;
  candidate.request = module;
  candidate.source = InputFile(module.file);
  const ByteView source = candidate.source.content();
  candidate.source_digest = in_background([source] { return CheckpointedSha256(source); });
  ModuleSections sections = read_sections(source, module.file);
  candidate.module = std::move(sections.module);
  candidate.body_proposals =
      in_background([bodies = std::move(sections.bodies), digest = candidate.source_digest, cache] {
        return known_validation(
            bodies, [&digest] { return digest.get().digest(); }, cache, background_threads);
      });
  candidate.findings = prove_kind(candidate.module);
  if (candidate.findings.empty()) {
    const ToolchainRequest toolchain_request = with_module_directory(request.toolchain, module.file);
    candidate.toolchain = locate(toolchain_request, {module.file, candidate.module.go_version}, progress);
    Bytes& shim = candidate.toolchain.shim.content;
    candidate.shim = read_shim(shim, candidate.toolchain.shim.path);
    candidate.findings = prove(candidate.module, candidate.shim, candidate.toolchain.version, request.proof);
    // Published is the release's content, so that the same pair has the same name on machines with other line ends.
    if (candidate.shim.resemblance == Resemblance::LineEnds) shim = released_text(shim);
  }
  return candidate;
}

void finish_validation(Candidate& candidate) {
  if (candidate.body_proposals.valid()) add_proposals(candidate.module, candidate.body_proposals.get());
}

Pair make_pair(const Candidate& candidate, const PackRequest& request) {
  Pair pair;
  pair.candidate = &candidate;
  if (request.slimming == Slimming::Slim) {
    pair.slimmed = slim(candidate.module, request.slim);
  } else {
    const ByteView source = candidate.source.content();
    pair.slimmed.content.assign(source.begin(), source.end());
    pair.slimmed.segments_before = pair.slimmed.segments_after = candidate.module.data.segments;
  }
  // The bytes of the module are fixed from here on.
  pair.digest = digest_pair(candidate.source_digest.get().digest_of(pair.slimmed.content),
                            sha256(candidate.toolchain.shim.content));
  // The names of the pair are fixed from here on.
  return pair;
}

}  // namespace wasmpair
