#include "dev/retained_files.h"

#include <utility>

#include "publish/manifest_file.h"
#include "util/directory.h"
#include "util/files.h"
#include "util/platform/file_system.h"
#include "util/text_bytes.h"
#include "wasmpair/manifest.h"

namespace wasmpair {
namespace {

std::set<std::string> files_of_release(const std::string& directory) {
  const std::string file = directory + "/" + std::string(manifest_name);
  const Bytes text = read_file(file, manifest_limit);
  const Manifest manifest = read_manifest(text_of(text), file);
  std::set<std::string> files(manifest.files.begin(), manifest.files.end());
  files.insert(std::string(manifest_name));
  return files;
}

}  // namespace

void RetainedFiles::keep_latest() {
  std::set<std::string> files = files_of_release(directory_);
  if (files == latest_) return;
  previous_ = std::exchange(latest_, std::move(files));
  const Descriptor opened = open_directory(directory_);
  for (const std::string& name : platform::names_in(opened.get()))
    if (!latest_.contains(name) && !previous_.contains(name)) platform::remove_file_in(opened.get(), name);
}

}  // namespace wasmpair
