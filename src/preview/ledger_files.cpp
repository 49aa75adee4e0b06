#include "preview/ledger_files.h"

#include <cstddef>
#include <optional>
#include <utility>

#include "preview/content.h"
#include "publish/ledger_name.h"
#include "util/text_bytes.h"
#include "wasmpair/digest.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// All of them together, which are held in memory.
constexpr std::size_t total_limit = 4 * manifest_limit;

std::optional<LedgerFile> read_ledger_file(FileHandle directory, const std::string& shown, const std::string& name) {
  try {
    std::string json = read_text(directory, name, manifest_limit, shown).text;
    if (ledger_name(sha256(bytes_of(json))) != name) return std::nullopt;
    Manifest manifest = read_manifest(json, name);
    return LedgerFile{name, std::move(json), std::move(manifest)};
  } catch (const Error&) {  // it was pruned, or a later program wrote it
    return std::nullopt;
  }
}

}  // namespace

LedgerFiles read_ledger_files(FileHandle directory, const std::string& shown, const Manifest& manifest,
                              const std::string& json) {
  LedgerFiles files{ledger_name(sha256(bytes_of(json))), {}};
  std::vector<std::string> names{files.own};
  for (const ManifestPrevious& entry : manifest.previous) names.push_back(entry.manifest);
  std::size_t total = 0;
  for (const std::string& name : names) {
    std::optional<LedgerFile> file = read_ledger_file(directory, shown, name);
    if (!file) continue;
    total += file->json.size();
    if (total > total_limit) break;
    files.found.push_back(*std::move(file));
  }
  return files;
}

}  // namespace wasmpair
