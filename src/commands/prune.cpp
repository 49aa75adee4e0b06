#include "wasmpair/prune.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <optional>
#include <span>
#include <utility>

#include "ledger/prune_plan.h"
#include "ledger/release_chain.h"
#include "publish/publishing_lock.h"
#include "util/descriptor.h"
#include "util/directory.h"
#include "util/flush.h"
#include "util/system_error.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

struct PrunedDirectory {
  std::string path;
  Descriptor opened;

  int get() const { return opened.get(); }
  std::string shown(const std::string& name) const { return path.ends_with('/') ? path + name : path + "/" + name; }
};

/// The size of a file to delete; nothing if it is gone already. Throws unless it is a file of its own: whoever made a
/// link relies on what it is a link to.
std::optional<std::uint64_t> size_of(const PrunedDirectory& directory, const std::string& name) {
  struct stat state {};
  if (::fstatat(directory.get(), name.c_str(), &state, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENOENT) return std::nullopt;
    throw system_error(directory.shown(name), "look up", errno);
  }
  if (!S_ISREG(state.st_mode) || state.st_nlink != 1)
    throw Error(directory.shown(name), "is a link or has other names, but only an old release needs it",
                "Nothing was deleted. Find out what it is for, then remove it yourself.");
  return static_cast<std::uint64_t>(state.st_size);
}

/// What would be deleted of one release.
struct Deletion {
  std::vector<PrunedFile> files;  ///< Of the release, then its manifest.
};

std::vector<Deletion> check_all(const PrunedDirectory& directory, const PrunePlan& plan) {
  std::vector<Deletion> deletions;
  for (const DroppedRelease& dropped : plan.dropped) {
    Deletion deletion;
    const auto add = [&](const std::string& name) {
      if (const auto bytes = size_of(directory, name)) deletion.files.push_back({name, *bytes});
    };
    std::ranges::for_each(dropped.files, add);
    add(dropped.manifest);
    deletions.push_back(std::move(deletion));
  }
  return deletions;
}

void remove(const PrunedDirectory& directory, const std::string& name) {
  if (::unlinkat(directory.get(), name.c_str(), 0) != 0 && errno != ENOENT)
    throw system_error(directory.shown(name), "delete", errno);
}

/// The manifest is deleted when the rest is known to be: until then the next run finds what is left.
void delete_release(const PrunedDirectory& directory, const Deletion& deletion) {
  for (const PrunedFile& file : std::span(deletion.files).first(deletion.files.size() - 1))
    remove(directory, file.path);
  flush_to_disk(directory.get(), directory.path);
  remove(directory, deletion.files.back().path);
  flush_to_disk(directory.get(), directory.path);
}

std::vector<std::string> list_unknown(const PrunedDirectory& directory, const PrunePlan& plan) {
  std::vector<std::string> unknown;
  for (const std::string& name : names_in(directory.get()))
    if (!plan.known.contains(name)) unknown.push_back(name);
  std::ranges::sort(unknown);
  return unknown;
}

}  // namespace

PruneReport prune(const PruneRequest& request, Progress* progress) {
  const PrunedDirectory directory{request.directory, open_directory(request.directory)};
  lock_for_publishing(directory.get(), progress);
  const ReleaseChain chain = read_release_chain(directory.get(), request.directory);
  const PrunePlan plan = plan_pruning(chain, request.keep, request.min_age, std::time(nullptr));
  const std::vector<Deletion> deletions = check_all(directory, plan);
  // Everything is checked; nothing is deleted yet.

  PruneReport report;
  for (const Deletion& deletion : deletions) {
    if (request.pruning == Pruning::Delete) delete_release(directory, deletion);
    report.deleted.insert(report.deleted.end(), deletion.files.begin(), deletion.files.end());
  }
  for (std::size_t i = 0; i < plan.kept; ++i) {
    report.kept.push_back(chain.earlier[i].name);
    if (i + plan.too_young >= plan.kept) report.too_young.push_back(chain.earlier[i].name);
  }
  report.unknown = list_unknown(directory, plan);
  return report;
}

}  // namespace wasmpair
