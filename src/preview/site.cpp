#include "preview/site.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/filesystem/path.hpp>
#include <utility>

#include "http/media_type.h"
#include "http/origin.h"
#include "preview/ledger_files.h"
#include "preview/url_space.h"
#include "publish/cache_policy.h"
#include "publish/existing_file.h"
#include "publish/manifest_file.h"
#include "publish/stable_file.h"
#include "util/directory.h"
#include "util/embedded_templates.h"
#include "util/platform/file_system.h"
#include "util/text_bytes.h"
#include "wasmpair/digest.h"
#include "wasmpair/error.h"
#include "wasmpair/manifest.h"

namespace wasmpair {
namespace {

/// The maximum size of a page, which is held in memory.
constexpr std::uint64_t page_limit = 16U << 20U;
/// The maximum number of assets of earlier releases that stay available: each holds open files.
constexpr std::size_t earlier_limit = 256;

/// 128 bits are enough to distinguish the contents of one URL.
EntityTag tag_of(const std::string& sha256_hex) { return {TagStrength::Strong, sha256_hex.substr(0, 32)}; }

Representation in_memory(std::string text, std::string coding = "") {
  const std::string digest = sha256(bytes_of(text)).hex();
  return {std::move(coding), tag_of(digest), std::make_shared<const ServedContent>(std::move(text))};
}

/// An open directory and its name for messages.
struct Directory {
  Descriptor opened;
  std::string name;

  std::string shown(const std::string& file) const { return (boost::filesystem::path(name) / file).generic_string(); }
  SharedContent open(const std::string& file, std::uint64_t bytes) const {
    return open_content(opened.get(), file, bytes, name);
  }
  TextFile read(const std::string& file, std::uint64_t limit) const {
    return read_text(opened.get(), file, limit, name);
  }
};

TextFile read_manifest_text(const Directory& directory) {
  if (look_up(directory.opened.get(), manifest_name, directory.shown(manifest_name)) == Existing::Absent)
    throw Error(directory.name, fmt::format("contains no release: there is no {}", manifest_name),
                "Name the output directory of `wasmpair pack`.");
  return directory.read(manifest_name, manifest_limit);
}

/// A file that may be replaced: its content is held in memory.
SharedResource open_stable(const Directory& directory, const Route& route) {
  std::string text = directory.read(route.path, stable_file_limit).text;
  if (!route.sha256.empty() && sha256(bytes_of(text)).hex() != route.sha256)
    throw Error(directory.shown(route.path), "is not the file in the manifest",
                "Pack the release again, or copy all of its files.");
  return std::make_shared<const Resource>(
      Resource{route.kind, route.type, route.cache_control, in_memory(std::move(text)), {}});
}

/// The bytes of a delta as a simulated fault alters them.
std::string alter(std::string delta, const Faults& faults) {
  constexpr std::size_t in_digest = 8;  // of dcb and of dcz
  if (faults.has(Fault::WrongDictionary) && delta.size() > in_digest) delta[in_digest] ^= 1;
  if (faults.has(Fault::CutDelta)) delta.resize(delta.size() / 2);
  return delta;
}

void add_deltas(Resource& resource, const Directory& directory, const Route& route, const Faults& faults) {
  const bool is_altered = faults.has(Fault::WrongDictionary) || faults.has(Fault::CutDelta);
  resource.dictionary_match = route.dictionary_match;
  for (const ManifestDelta& delta : route.deltas) {
    const std::string dictionary = fmt::format(":{}:", parse_sha256(delta.from.sha256)->base64());
    if (is_altered)
      resource.deltas.push_back({dictionary,
                                 in_memory(alter(directory.read(delta.path, delta.bytes).text, faults), delta.encoding),
                                 delta.from.path});
    else
      resource.deltas.push_back({dictionary,
                                 {delta.encoding, tag_of(delta.sha256), directory.open(delta.path, delta.bytes)},
                                 delta.from.path});
  }
}

SharedResource open_asset(const Directory& directory, const Route& route, const Faults& faults) {
  auto resource =
      std::make_shared<Resource>(Resource{route.kind,
                                          route.type,
                                          route.cache_control,
                                          {"", tag_of(route.sha256), directory.open(route.path, route.bytes)},
                                          {}});
  const bool gzips_again = faults.has(Fault::DoubleGzip) && resource->is_module();
  for (const ManifestEncoding& encoding : route.encodings) {
    SharedContent content = directory.open(encoding.path, encoding.bytes);
    if (!gzips_again)
      resource->encoded.push_back({encoding.encoding, tag_of(encoding.sha256), std::move(content)});
    else if (encoding.encoding == "gzip")
      resource->encoded.push_back(in_memory(gzip_again(directory.read(encoding.path, encoding.bytes).text), "gzip"));
  }
  add_deltas(*resource, directory, route, faults);
  std::ranges::stable_sort(resource->encoded, {}, [](const Representation& r) { return r.content->bytes(); });
  return resource;
}

/// The script that waits for the next release, and in development shows what is wrong.
struct PageScript {
  std::string_view path;
  const char* file;  ///< In templates/.
};

PageScript page_script(PreviewKind kind) {
  if (kind == PreviewKind::Development) return {dev_script_path, "dev.js"};
  return {reload_script_path, "reload.js"};
}

/// The page with a tag for that script.
std::string with_script(std::string page, const PageScript& script, const std::string& release) {
  return page += fmt::format("<script type=\"module\" src=\"{}?release={}\"></script>\n", script.path, release);
}

void add_script(Site& site, const PageScript& script) {
  auto resource = std::make_shared<const Resource>(Resource{RouteKind::Page,
                                                            "text/javascript",
                                                            always_revalidate,
                                                            in_memory(std::string(embedded_template(script.file))),
                                                            {}});
  site.resources.insert_or_assign(std::string(script.path), std::move(resource));
}

/// Builds a site from the release in a directory.
class SiteBuilder {
 public:
  SiteBuilder(const std::string& directory, const Faults& faults, const PageScript& script)
      : directory_{open_directory(directory), directory},
        faults_(faults),
        script_(script),
        manifest_file_(read_manifest_text(directory_)),
        manifest_(read_manifest(manifest_file_.text, directory_.shown(manifest_name))) {}

  void add_release() {
    site_.foreign_origin = origin_of(manifest_.base);
    const std::vector<Route> routes = routes_of(manifest_);
    site_.states = manifest_file_.state;
    std::string everything = manifest_file_.text;
    for (const Route& route : routes) {
      if (route.kind != RouteKind::Page) continue;
      const TextFile& page = page_files_[route.path] = directory_.read(route.path, page_limit);
      site_.states += '\n' + page.state;
      everything += sha256(bytes_of(page.text)).hex();
    }
    site_.release = sha256(bytes_of(everything)).hex().substr(0, 16);
    for (const Route& route : routes) add(route);
    add_shortcuts();
    add_ledger();
  }

  /// Assets of earlier releases, while their files exist.
  void add_earlier(const std::vector<Route>& assets) {
    for (const Route& route : assets) {
      if (route.kind != RouteKind::Asset) continue;
      if (site_.assets.size() >= earlier_limit || site_.resources.count(path_of_url(route.url)) != 0) continue;
      try {
        add(route);
      } catch (const Error&) {
        // The file was removed or replaced, so open pages cannot have it either.
      }
    }
  }

  /// A run that publishes replaces pages just now, or was killed there.
  bool is_between_releases() const { return !manifest_.next.empty(); }

  SharedSite finish() {
    add_script(site_, script_);
    return std::make_shared<const Site>(std::move(site_));
  }

 private:
  void add(const Route& route) {
    SharedResource resource = resource_of(route);
    if (route.kind == RouteKind::Asset) site_.assets.push_back(route);
    if (route.kind == RouteKind::Page) {
      site_.pages.push_back(route.path);
      pages_.emplace_back(route.path, resource);
    }
    site_.resources.emplace(path_of_url(route.url), std::move(resource));
  }

  SharedResource resource_of(const Route& route) {
    if (route.kind == RouteKind::Asset) return open_asset(directory_, route, faults_);
    if (route.kind == RouteKind::StableAsset) return open_stable(directory_, route);
    std::string text = manifest_file_.text;
    if (route.kind == RouteKind::Page) {
      text = page_files_[route.path].text;
      if (parse_media_type(route.type).essence == "text/html")
        text = with_script(std::move(text), script_, site_.release);
    }
    return std::make_shared<const Resource>(
        Resource{route.kind, route.type, route.cache_control, in_memory(std::move(text)), {}});
  }

  /// The manifests of the ledger, and what only earlier releases have: as on a server that has the directory's files.
  void add_ledger() {
    const LedgerFiles ledger =
        read_ledger_files(directory_.opened.get(), directory_.name, manifest_, manifest_file_.text);
    site_.downloads = downloads_of(manifest_, ledger);
    site_.offers_deltas = std::ranges::any_of(
        manifest_.bundles, [](const ManifestBundle& bundle) { return !bundle.wasm.dictionary_match.empty(); });
    for (const LedgerFile& file : ledger.found) {
      site_.resources.emplace(path_of_url(manifest_.base + file.name),
                              std::make_shared<const Resource>(Resource{
                                  RouteKind::Asset, "application/json", cache_forever, in_memory(file.json), {}}));
      if (file.name != ledger.own) add_earlier(routes_of(file.manifest));
    }
  }

  /// Makes pages available where a developer looks for them, whatever the base: at "/" and by their names.
  void add_shortcuts() {
    for (const auto& [path, resource] : pages_) {
      site_.resources.emplace("/" + path, resource);
      if (path == "index.html" || pages_.size() == 1) site_.resources.emplace("/", resource);
    }
  }

  Directory directory_;
  const Faults& faults_;
  PageScript script_;
  TextFile manifest_file_;
  Manifest manifest_;
  Site site_;
  std::map<std::string, TextFile> page_files_;
  std::vector<std::pair<std::string, SharedResource>> pages_;
};

}  // namespace

SharedSite load_site(const std::string& directory, const Faults& faults, const Site* earlier, PreviewKind kind) {
  SiteBuilder builder(directory, faults, page_script(kind));
  if (earlier != nullptr && builder.is_between_releases())
    throw Error(directory, "is between two releases", "If it stays so, a run was interrupted: pack again.");
  builder.add_release();
  if (earlier != nullptr) builder.add_earlier(earlier->assets);
  return builder.finish();
}

SharedSite waiting_site() {
  const PageScript script = page_script(PreviewKind::Development);
  Site site;
  std::string page = with_script(std::string(embedded_template("waiting.html")), script, site.release);
  site.placeholder = std::make_shared<const Resource>(
      Resource{RouteKind::Page, "text/html; charset=utf-8", always_revalidate, in_memory(std::move(page)), {}});
  add_script(site, script);
  return std::make_shared<const Site>(std::move(site));
}

std::string current_states(const std::string& directory, const Site& site) {
  const Descriptor opened = platform::open_directory(directory);
  std::string states = state_of(opened.get(), manifest_name);
  for (const std::string& page : site.pages) states += '\n' + state_of(opened.get(), page);
  return states;
}

}  // namespace wasmpair
