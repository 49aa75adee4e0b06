#include "publish/commit.h"

#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "publish/existing_file.h"
#include "publish/page_seal.h"
#include "publish/publishing_lock.h"
#include "publish/source_seal.h"
#include "publish/stable_file.h"
#include "publish/transition.h"
#include "util/ascii.h"
#include "util/atomic_file.h"
#include "util/directory.h"
#include "util/flush.h"
#include "util/in_background.h"
#include "util/interruption.h"
#include "util/platform/names.h"
#include "util/text_bytes.h"
#include "wasmpair/digest.h"
#include "wasmpair/error.h"
#include "wasmpair/manifest.h"

namespace wasmpair {
namespace {

/// A larger file is not a page that wasmpair wrote.
constexpr std::size_t page_limit_bytes = 16 * 1024 * 1024;

LockedDirectory open_output(const std::string& path, Progress* progress) {
  Descriptor opened = open_or_create_directory(path);
  flush_name_of(opened.get(), path);
  return lock_for_publishing(path, std::move(opened), progress);
}

void expect_file_name(const std::string& name) {
  if (name.empty() || name == "." || name == ".." || name.find('/') != name.npos ||
      std::ranges::any_of(name, is_control))
    throw Error("\"" + name + "\"", "cannot publish: this is not a plain file name",
                "Choose a name without \"/\" or control characters.");
  if (!platform::is_possible_name(name))
    throw Error("\"" + name + "\"", "cannot publish: a file of this system cannot have this name",
                "Choose another name.");
}

/// Throws unless every name is a plain file name with a single content, also where names that differ only in the case
/// of letters are one: most file systems of macOS and Windows, and some of Linux.
void check_names(const Release& release) {
  std::map<std::string, const OutputFile*> files;
  const auto check = [&files](const OutputFile& file) {
    expect_file_name(file.path);
    const auto [known, is_new] = files.try_emplace(lower_case(file.path), &file);
    const OutputFile& other = *known->second;
    if (other.path != file.path)
      throw Error(file.path, fmt::format("cannot publish: on many systems, {} is the same name", other.path),
                  "Rename one of them.");
    if (!is_new && !std::ranges::equal(other.content, file.content))
      throw Error(file.path, "cannot publish: two different files have this name", "Give each bundle its own name.");
  };
  std::ranges::for_each(release.assets, check);
  std::ranges::for_each(release.pages, check);
  std::ranges::for_each(release.stable, check);
  check(release.manifest);
}

[[noreturn]] void refuse_directory(const std::string& shown) {
  throw Error(shown, "cannot publish: a directory has this name", "Move the directory away, then run again.");
}

/// True if the file with the page's name was not written by wasmpair, or was edited: it is not replaced.
bool is_foreign_page(const LockedDirectory& out, const OutputFile& page) {
  const std::string shown = out.shown(page.path);
  if (look_up(out.get(), page.path, shown) == Existing::Absent) return false;
  const auto content = read_at_most(out.get(), page.path, page_limit_bytes, shown);
  return !content || !(has_intact_seal(text_of(*content)) || read_source_seal(text_of(*content)));
}

[[noreturn]] void refuse_foreign(const std::string& shown) {
  throw Error(shown, "cannot publish: wasmpair did not write this file, or it was edited",
              "Move it away, then run again. The files of the package are replaced together.");
}

/// Writes the file under a temporary name, ready to be renamed. Nothing if it is already published, and on the disk.
std::optional<AtomicFile> stage(const LockedDirectory& out, const OutputFile& file) {
  const std::string shown = out.shown(file.path);
  const Existing existing = look_up(out.get(), file.path, shown);
  if (existing == Existing::Directory) refuse_directory(shown);
  if (existing == Existing::File) {
    if (const Descriptor published = open_holding(out.get(), file.path, file.content, shown)) {
      // Whoever wrote it may have flushed nothing: a copy of a release, or an unpacked archive.
      flush_to_disk(published.get(), shown);
      return std::nullopt;
    }
  }
  std::optional<AtomicFile> staged(std::in_place, out.get(), file.path, shown);
  staged->write(file.content);
  staged->start_sync();
  return staged;
}

/// Files that may appear in any order.
using Step = std::vector<AtomicFile>;

/// A file that is staged beside others.
struct Staging {
  Step* step;
  std::future<std::optional<AtomicFile>> file;
};

/// Files from this size on are staged beside others: a second processor copies or compares them meanwhile.
constexpr std::size_t large_file_bytes = 4 * 1024 * 1024;

/// What a run writes, by the order in which it appears. Each step is on the disk before the next one begins; see
/// commit.h. Destroyed before the end, the steps take back what they replaced: the last one first.
struct Steps {
  Step assets;      ///< Nothing refers to them yet.
  Step transition;  ///< The manifest of both releases (transition.h).
  Step replaced;    ///< Pages, and siblings of other contents.
  Step manifest;    ///< Of the new release alone.
};

void add(Step& step, std::optional<AtomicFile> staged, CommitReport& report) {
  ++(staged ? report.written : report.unchanged);
  if (staged) step.push_back(std::move(*staged));
}

void add(Step& step, const LockedDirectory& out, const OutputFile& file, CommitReport& report) {
  add(step, stage(out, file), report);
}

/// Pages of new names come first: those that are replaced may link to them.
void add_pages(Step& step, const LockedDirectory& out, const Release& release, CommitReport& report) {
  const auto is_new = [&out](const OutputFile& page) {
    return look_up(out.get(), page.path, out.shown(page.path)) == Existing::Absent;
  };
  for (const bool wanted : {true, false}) {
    for (const OutputFile& page : release.pages) {
      if (is_new(page) != wanted) continue;
      const bool is_foreign = is_foreign_page(out, page);
      if (is_foreign && release.foreign == Foreign::Refuse) refuse_foreign(out.shown(page.path));
      if (is_foreign)
        report.kept.push_back(page.path);
      else
        add(step, out, page, report);
    }
  }
}

/// A stable name may be that of a file which is not ours, such as the robots.txt of a site.
void expect_own_file(const LockedDirectory& out, const OutputFile& file, std::string_view in_force) {
  const std::string shown = out.shown(file.path);
  if (look_up(out.get(), file.path, shown) == Existing::Absent ||
      open_holding(out.get(), file.path, file.content, shown))
    return;
  const auto content = read_at_most(out.get(), file.path, stable_file_limit, shown);
  const auto known = stable_files_in(in_force);
  const auto [first, last] = known.equal_range(file.path);
  const std::string digest = content ? sha256(*content).hex() : "";
  if (std::none_of(first, last, [&](const auto& entry) { return entry.second == digest; }))
    throw Error(shown, "cannot publish: wasmpair did not write this file, or it was edited",
                "Move it away, then run again.");
}

Steps stage_all(const LockedDirectory& out, const Release& release, CommitReport& report) {
  const std::string& manifest = release.manifest.path;
  const auto in_force = read_at_most(out.get(), manifest, manifest_limit, out.shown(manifest));
  std::optional<Transition> transition;
  if (in_force) transition = transition_between(text_of(*in_force), text_of(release.manifest.content));
  if (transition && transition->changes_kind)
    throw Error(out.shown(release.manifest.path), "is of a release of another kind",
                "Programs for the browser and guests need a directory each: choose another one.");
  Steps steps;
  std::vector<Staging> large;
  for (const OutputFile& asset : release.assets) {
    Step& step = transition && transition->replaced.contains(asset.path) ? steps.replaced : steps.assets;
    if (asset.content.size() < large_file_bytes) {
      add(step, out, asset, report);
    } else {
      large.push_back({&step, in_background([&out, &asset] { return stage(out, asset); })});
    }
  }
  for (const OutputFile& file : release.stable) {
    expect_own_file(out, file, in_force ? text_of(*in_force) : "");
    const bool is_replaced = transition && transition->replaced.contains(file.path);
    add(is_replaced ? steps.replaced : steps.assets, out, file, report);
  }
  add_pages(steps.replaced, out, release, report);
  add(steps.manifest, out, release.manifest, report);
  if (transition && !steps.replaced.empty()) {
    std::optional<AtomicFile> staged = stage(out, {release.manifest.path, bytes_of(transition->manifest)});
    if (staged) steps.transition.push_back(std::move(*staged));
  }
  for (Staging& staging : large) add(*staging.step, staging.file.get(), report);
  return steps;
}

void flush_contents(Steps& steps) {
  for (Step* step : {&steps.assets, &steps.transition, &steps.replaced, &steps.manifest})
    for (AtomicFile& file : *step) file.sync();
}

void publish_assets(const LockedDirectory& out, Steps& steps) {
  for (AtomicFile& file : steps.assets) file.commit(Durability::Synced);
  // Also if there are none: a killed run may have renamed files and flushed nothing.
  flush_to_disk(out.get(), out.path);
}

void switch_release(const LockedDirectory& out, Steps& steps) {
  for (Step* step : {&steps.transition, &steps.replaced}) {
    for (AtomicFile& file : *step) file.replace();
    if (!step->empty()) flush_to_disk(out.get(), out.path);
  }
  for (AtomicFile& file : steps.manifest) file.replace();
  for (Step* step : {&steps.transition, &steps.replaced, &steps.manifest})
    for (AtomicFile& file : *step) file.keep();
  flush_to_disk(out.get(), out.path);
}

}  // namespace

CommitReport commit(const std::string& out_dir, const Release& release, Progress* progress) {
  check_names(release);
  const LockedDirectory out = open_output(out_dir, progress);
  remove_abandoned(out.get());

  CommitReport report;
  std::optional<Uninterruptible> switching;  // destroyed after the steps, which may take back what they replaced
  Steps steps = stage_all(out, release, report);
  flush_contents(steps);
  // Every byte is on the disk; from here on there are only renames.
  publish_assets(out, steps);
  if (steps.replaced.empty() && steps.manifest.empty()) return report;
  switching.emplace();
  switch_release(out, steps);
  return report;
}

}  // namespace wasmpair
