#include "commands/check_pruning.h"

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <optional>
#include <utility>

#include "util/directory.h"
#include "util/platform/file_status.h"
#include "util/system_error.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// The size of a file to delete; nothing if it is gone already. Throws unless it is a file of its own: whoever made a
/// link relies on what it is a link to.
std::optional<std::uint64_t> size_of(const LockedDirectory& directory, const std::string& name) {
  const std::optional<FileStatus> status = platform::status_in(directory.get(), name);
  if (!status) {
    if (errno == ENOENT) return std::nullopt;
    throw system_error(directory.shown(name), "look up", errno);
  }
  if (status->kind != FileKind::Regular || status->links != 1)
    throw Error(directory.shown(name), "is a link or has other names, but only an old release needs it",
                "Nothing was deleted. Find out what it is for, then remove it yourself.");
  return status->bytes;
}

std::vector<Deletion> check_all(const LockedDirectory& directory, const PrunePlan& plan) {
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

}  // namespace

CheckedPruning check_pruning(const std::string& directory, const Retention& retention, Progress* progress) {
  CheckedPruning checked{lock_for_publishing(directory, open_directory(directory), progress), {}, {}, {}};
  checked.chain = read_release_chain(checked.directory.get(), directory);
  checked.plan = plan_pruning(checked.chain, retention.keep, retention.min_age, std::time(nullptr));
  checked.deletions = check_all(checked.directory, checked.plan);
  return checked;
}

}  // namespace wasmpair
