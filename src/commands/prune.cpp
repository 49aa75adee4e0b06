#include "wasmpair/prune.h"

#include <algorithm>
#include <cerrno>
#include <span>

#include "commands/check_pruning.h"
#include "util/directory.h"
#include "util/flush.h"
#include "util/platform/file_system.h"
#include "util/system_error.h"

namespace wasmpair {
namespace {

void remove(const LockedDirectory& directory, const std::string& name) {
  if (!platform::remove_file_in(directory.get(), name) && errno != ENOENT)
    throw system_error(directory.shown(name), "delete", errno);
}

/// The manifest is deleted when the rest is known to be: until then the next run finds what is left.
void delete_release(const LockedDirectory& directory, const Deletion& deletion) {
  for (const PrunedFile& file : std::span(deletion.files).first(deletion.files.size() - 1))
    remove(directory, file.path);
  flush_to_disk(directory.get(), directory.path);
  remove(directory, deletion.files.back().path);
  flush_to_disk(directory.get(), directory.path);
}

std::vector<std::string> list_unknown(const LockedDirectory& directory, const PrunePlan& plan) {
  std::vector<std::string> unknown;
  for (const std::string& name : platform::names_in(directory.get()))
    if (!plan.known.contains(name)) unknown.push_back(name);
  std::ranges::sort(unknown);
  return unknown;
}

}  // namespace

PruneReport prune(const PruneRequest& request, Progress* progress) {
  const auto [directory, chain, plan, deletions] = check_pruning(request.directory, request.retention, progress);
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
