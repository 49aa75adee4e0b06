#include "commands/deltas.h"

#include <algorithm>
#include <utility>

#include "publish/dictionary_names.h"

namespace wasmpair {
namespace {

/// Of the smallest encoding of the whole module: a larger delta is not worth its place on the disk.
constexpr double worthwhile_share = 0.7;

std::size_t smallest_size(const Asset& module) {
  std::size_t bytes = module.content.size();
  for (const Encoding& encoding : module.encodings) bytes = std::min(bytes, encoding.content.size());
  return bytes;
}

}  // namespace

std::vector<Dictionary> dictionaries_of(const std::vector<PreviousModule>& modules) {
  std::vector<Dictionary> dictionaries;
  for (const PreviousModule& module : modules) dictionaries.push_back({module.content, module.digest});
  return dictionaries;
}

std::vector<PublishedDelta> publishable(const Asset& module, std::vector<Delta> deltas,
                                        const std::vector<PreviousModule>& from) {
  const double limit = worthwhile_share * static_cast<double>(smallest_size(module));
  std::vector<PublishedDelta> published;
  for (Delta& delta : deltas) {
    if (static_cast<double>(delta.content.size()) > limit) continue;
    const PreviousModule& dictionary = from[delta.dictionary];
    const std::string path = delta_path(module.path, dictionary.digest, delta_info(delta.coding).extension);
    published.push_back({path, std::move(delta), dictionary.file});
  }
  return published;
}

}  // namespace wasmpair
