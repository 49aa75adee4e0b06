#include "publish/commit.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>

#include "publish/existing_file.h"
#include "publish/page_seal.h"
#include "util/ascii.h"
#include "util/atomic_file.h"
#include "util/directory.h"
#include "util/lock.h"
#include "util/text_bytes.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// A larger file is not a page that wasmpair wrote.
constexpr std::size_t page_limit_bytes = 16 * 1024 * 1024;

/// The output directory, opened and locked for this run.
struct OutputDirectory {
  std::string path;
  Descriptor opened;

  int get() const { return opened.get(); }
  std::string shown(const std::string& name) const { return path.ends_with('/') ? path + name : path + "/" + name; }
};

OutputDirectory open_output(const std::string& path, Progress* progress) {
  OutputDirectory out{path, open_or_create_directory(path)};
  if (try_lock_exclusively(out.get())) return out;
  if (progress != nullptr) progress->update("waiting for another run that publishes to this directory", 0, 0);
  // Without locks (some network file systems), each file is still replaced atomically.
  lock_exclusively(out.get());
  return out;
}

bool is_file_name(std::string_view name) {
  const auto refused = [](char c) { return c == '/' || is_control(c); };
  return !name.empty() && name != "." && name != ".." && std::ranges::none_of(name, refused);
}

/// Throws unless every name is a plain file name with a single content.
void check_names(const Release& release) {
  std::map<std::string_view, ByteView> contents;
  const auto check = [&contents](const OutputFile& file) {
    if (!is_file_name(file.path))
      throw Error("\"" + file.path + "\"", "cannot publish: this is not a plain file name",
                  "Choose a name without \"/\" or control characters.");
    const auto [known, is_new] = contents.try_emplace(file.path, file.content);
    if (!is_new && !std::ranges::equal(known->second, file.content))
      throw Error(file.path, "cannot publish: two different files have this name", "Give each bundle its own name.");
  };
  std::ranges::for_each(release.assets, check);
  std::ranges::for_each(release.pages, check);
  check(release.manifest);
}

[[noreturn]] void refuse_directory(const std::string& shown) {
  throw Error(shown, "cannot publish: a directory has this name", "Move the directory away, then run again.");
}

/// True if the file with the page's name was not written by wasmpair, or was edited: it is not replaced.
bool is_foreign_page(const OutputDirectory& out, const OutputFile& page) {
  if (look_up(out.get(), page.path, out.shown(page.path)) == Existing::Absent) return false;
  const auto content = read_at_most(out.get(), page.path, page_limit_bytes);
  return !content || !has_intact_seal(text_of(*content));
}

/// A file under a temporary name, ready to be renamed; nothing if it is already published.
using Staged = std::optional<AtomicFile>;

Staged stage(const OutputDirectory& out, const OutputFile& file, CommitReport& report) {
  const std::string shown = out.shown(file.path);
  const Existing existing = look_up(out.get(), file.path, shown);
  if (existing == Existing::Directory) refuse_directory(shown);
  if (existing == Existing::File && holds(out.get(), file.path, file.content)) {
    ++report.unchanged;
    return std::nullopt;
  }
  Staged staged(std::in_place, out.get(), file.path, shown);
  staged->write(file.content);
  staged->start_sync();
  ++report.written;
  return staged;
}

void append(std::vector<AtomicFile>& files, Staged staged) {
  if (staged) files.push_back(std::move(*staged));
}

void rename_all(std::vector<AtomicFile>& files) {
  for (AtomicFile& file : files) file.commit(Durability::Synced);
}

}  // namespace

CommitReport commit(const std::string& out_dir, const Release& release, Progress* progress) {
  check_names(release);
  const OutputDirectory out = open_output(out_dir, progress);
  remove_abandoned(out.get());

  CommitReport report;
  std::vector<AtomicFile> assets;
  std::vector<AtomicFile> entries;  // of the release: the pages, then the manifest
  for (const OutputFile& asset : release.assets) append(assets, stage(out, asset, report));
  for (const OutputFile& page : release.pages) {
    if (is_foreign_page(out, page))
      report.kept.push_back(page.path);
    else
      append(entries, stage(out, page, report));
  }
  append(entries, stage(out, release.manifest, report));

  for (AtomicFile& file : assets) file.sync();
  for (AtomicFile& file : entries) file.sync();
  if (report.written == 0) return report;
  // Every byte is on the disk; from here on there are only renames.
  rename_all(assets);
  sync_directory(out.get(), out.path);  // also for assets that a killed run had renamed
  rename_all(entries);
  sync_directory(out.get(), out.path);
  return report;
}

}  // namespace wasmpair
