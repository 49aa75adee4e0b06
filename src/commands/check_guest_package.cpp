#include "wasmpair/check_guest_package.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/filesystem/path.hpp>
#include <optional>

#include "go_package/package_files.h"
#include "publish/manifest_file.h"
#include "publish/source_seal.h"
#include "util/files.h"
#include "util/line_ends.h"
#include "util/text_bytes.h"
#include "wasmpair/digest.h"
#include "wasmpair/error.h"
#include "wasmpair/manifest.h"

namespace wasmpair {
namespace {

constexpr std::size_t source_limit_bytes = 16 << 20;
constexpr const char* run_again = "Run `wasmpair guest` again, and commit the files that it writes.";

void add(Findings& findings, const char* id, std::string subject, std::string message, std::string advice) {
  findings.push_back({.id = id,
                      .consequence = Consequence::Unproven,
                      .subject = std::move(subject),
                      .message = std::move(message),
                      .browser = "",
                      .advice = std::move(advice)});
}

void add_edited(Findings& findings, const std::string& file, std::string message) {
  add(findings, "edited-guest-package", file, std::move(message),
      "Move edited files away, and run `wasmpair guest` again.");
}

std::string path_in(const std::string& directory, std::string_view name) {
  return (boost::filesystem::path(directory) / std::string(name)).generic_string();
}

/// The text of a file, whatever ends its lines; nothing if there is none.
std::optional<std::string> text_in(const std::string& directory, std::string_view name) {
  const std::string path = path_in(directory, name);
  if (!is_file(path)) return std::nullopt;
  return with_line_feeds(text_of(read_file(path, source_limit_bytes)));
}

void check_file(const std::string& directory, const GoFile& expected, Findings& findings) {
  const std::optional<std::string> present = text_in(directory, expected.name);
  if (!present) return add_edited(findings, expected.name, "the package does not have this file");
  if (*present == expected.text) return;
  const std::optional<SourceSeal> seal = read_source_seal(*present);
  if (!seal) return add_edited(findings, expected.name, "it was edited, or wasmpair did not write it");
  add(findings, "stale-guest-package", expected.name,
      fmt::format("it was written by wasmpair {}, and this wasmpair, {}, has another text", seal->version,
                  WASMPAIR_VERSION),
      run_again);
}

/// release.go is generated for the guest of the manifest.
void check_release(const std::string& directory, const ManifestGuest& guest, const std::string& package,
                   Findings& findings) {
  const std::string name(release_file_name);
  const std::optional<std::string> present = text_in(directory, name);
  if (!present) return add_edited(findings, name, "the package does not have this file");
  const std::optional<SourceSeal> seal = read_source_seal(*present);
  if (!seal || seal->package != package)
    add_edited(findings, name, "it was edited, or wasmpair did not write it for this package");
  else if (present->find(guest.wasm.sha256) == std::string::npos)
    add_edited(findings, name, "it is of another guest than the manifest");
}

void check_module(const std::string& directory, const ManifestGuest& guest, Findings& findings) {
  const std::string path = path_in(directory, guest.wasm.path);
  if (!is_file(path)) return add_edited(findings, guest.wasm.path, "the package does not have this file");
  if (sha256(read_file(path)).hex() != guest.wasm.sha256)
    add_edited(findings, guest.wasm.path, "it is not the module of the manifest");
}

void check_source(const std::string& module_file, const ManifestGuest& guest, Findings& findings) {
  if (module_file.empty() || sha256(read_file(module_file)).hex() == guest.source_sha256) return;
  add(findings, "stale-guest-package", module_file, "the package was made from another module", run_again);
}

}  // namespace

CheckGuestPackageReport check_guest_package(const std::string& directory, const std::string& module_file) {
  const std::string manifest_file = path_in(directory, manifest_name);
  const Manifest manifest = read_manifest_file(manifest_file);
  if (manifest.guests.size() != 1)
    throw Error(manifest_file, "is not the manifest of a guest", "Name a directory that `wasmpair guest` wrote.");
  const ManifestGuest& guest = manifest.guests[0];
  CheckGuestPackageReport report{directory, "", guest.name, {}};
  const std::optional<std::string> release = text_in(directory, release_file_name);
  const std::optional<SourceSeal> seal = release ? read_source_seal(*release) : std::nullopt;
  report.package = seal ? seal->package : "guest";
  for (const GoFile& file : host_files(report.package)) check_file(directory, file, report.findings);
  check_release(directory, guest, report.package, report.findings);
  check_module(directory, guest, report.findings);
  check_source(module_file, guest, report.findings);
  return report;
}

}  // namespace wasmpair
