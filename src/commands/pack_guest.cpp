#include "wasmpair/pack_guest.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/filesystem/path.hpp>
#include <chrono>

#include "commands/build_tool_files.h"
#include "commands/check_request.h"
#include "commands/describe_guest.h"
#include "commands/known_validation.h"
#include "commands/open_cache.h"
#include "commands/reserve_memory.h"
#include "commands/superseded_sources.h"
#include "encode/known_integrity.h"
#include "go_package/release_file.h"
#include "publish/commit.h"
#include "publish/manifest_file.h"
#include "util/text_bytes.h"
#include "wasm/read_sections.h"
#include "wasmpair/rewrite_guest.h"

namespace wasmpair {
namespace {

GuestCandidate prepare(const PackGuestRequest& request, const Cache* cache) {
  GuestCandidate guest;
  guest.source = InputFile(request.module_file);
  ModuleSections sections = read_sections(guest.source.content(), request.module_file);
  guest.module = std::move(sections.module);
  const auto digest = [&guest] { return sha256(guest.source.content()); };
  add_proposals(guest.module, known_validation(sections.bodies, digest, cache, request.jobs));
  guest.proof = prove_guest(guest.module, request.options);
  return guest;
}

GuestRewriting rewriting_of(const PackGuestRequest& request) {
  constexpr std::uint64_t page_bytes = 65'536;
  constexpr std::uint64_t most_pages = 65'536;
  return {.maximum_pages = static_cast<std::uint32_t>(std::min(request.options.memory / page_bytes, most_pages)),
          .interval = request.interval,
          .depth_limit = request.depth_limit,
          .names = request.names,
          .metering = request.metering};
}

/// The module as it is published. rewritten must outlive it.
Asset name_module(ByteView rewritten, const PackGuestRequest& request, const Cache* cache) {
  const Sha256 digest = sha256(rewritten);
  const std::string path = fmt::format("{}.{}.wasm", request.name, digest.hex().substr(0, request.hash_length));
  return {path, "application/wasm", rewritten, digest, known_integrity(rewritten, digest, cache), {}};
}

std::vector<GoFile> go_files(const ManifestGuest& guest, const PackGuestRequest& request) {
  std::vector<GoFile> files = host_files(request.package);
  files.push_back(release_file(guest, request.package, request.embedding));
  return files;
}

Manifest manifest_of(const ManifestGuest& guest, const std::vector<GoFile>& files) {
  Manifest manifest{WASMPAIR_VERSION, "", {}, {}, {guest.wasm.path}};
  for (const GoFile& file : files) manifest.files.push_back(file.name);
  std::ranges::sort(manifest.files);
  manifest.guests = {guest};
  return manifest;
}

/// Views of its arguments, which must outlive it.
Release lay_out(const Asset& module, const std::vector<GoFile>& files, const std::string& manifest) {
  Release release;
  release.foreign = Foreign::Refuse;
  release.assets.push_back({module.path, module.content});
  for (const GoFile& file : files) release.pages.push_back({file.name, bytes_of(file.text)});
  release.manifest = {manifest_name, bytes_of(manifest)};
  return release;
}

}  // namespace

PackGuestReport pack_guest(const PackGuestRequest& request, Progress* progress) {
  const auto start = std::chrono::steady_clock::now();
  check_request(request);
  PackGuestReport report;
  report.module_file = request.module_file;
  report.package = request.package;

  const std::optional<Cache> opened_cache = open_cache(request.cache_directory, request.cache_key_directory);
  const Cache* const cache = opened_cache ? &*opened_cache : nullptr;
  const MemoryReservation reservation = reserve_memory(request, progress);
  const GuestCandidate guest = prepare(request, cache);
  report.findings = guest.proof.findings;
  report.capabilities = guest.proof.capabilities;
  report.other_state = guest.proof.other_state;
  if (!report.findings.empty()) return report;

  const std::string manifest_file = (boost::filesystem::path(request.out_dir) / manifest_name).generic_string();
  const BuildToolFiles for_build_tool{request.manifest_copy, request.depfile, request.stamp};
  const std::string inputs = list_inputs(for_build_tool, {request.module_file}, manifest_file);

  const Bytes rewritten = rewrite_guest(guest.module, rewriting_of(request));
  const Asset module = name_module(rewritten, request, cache);
  report.published = describe_guest(guest, module, request);
  const std::vector<GoFile> files = go_files(report.published, request);
  const std::string json = to_json(manifest_of(report.published, files));
  // Everything is computed; nothing is written yet.

  guest.source.expect_current();
  const std::vector<std::string> superseded = superseded_sources(request.out_dir, files);
  const CommitReport committed = commit(request.out_dir, lay_out(module, files, json), progress);
  remove_sources(superseded);
  report.manifest_file = manifest_file;
  report.written = committed.written;
  report.unchanged = committed.unchanged;
  write_for_build_tool(for_build_tool, inputs, json);
  if (cache != nullptr) {
    if (std::optional<Warning> warning = cache->warning()) report.warnings.push_back(std::move(*warning));
  }
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return report;
}

}  // namespace wasmpair
