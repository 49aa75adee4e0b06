#include "verify/manifest_url.h"

#include <algorithm>

#include "http/url.h"
#include "publish/manifest_file.h"

namespace wasmpair {

std::string manifest_url(const std::string& given) {
  std::string url = resolve_url(given, "");
  url.resize(std::min(url.find('?'), url.size()));
  if (url.ends_with(".json")) return url;
  const std::size_t name = url.rfind('/') + 1;
  if (name < url.size() && url.find('.', name) == std::string::npos) url += '/';  // a directory without its slash
  return resolve_url(url, manifest_name);
}

}  // namespace wasmpair
