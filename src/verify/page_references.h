// What a page refers to. The page is a server's: nothing in it is trusted, and reading it takes linear time.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wasmpair {

/// A script element with src.
struct PageScript {
  std::string url;  ///< As written.
  std::string nonce;
  std::string integrity;
  bool is_module = false;
  bool is_cors = false;      ///< It is fetched with CORS: a module, or one with crossorigin.
  std::size_t policies = 0;  ///< How many of the page's policies come before it.
  bool operator==(const PageScript&) const = default;
};

/// The shim of a bundle in the release's data.
struct PageShim {
  std::string url;        ///< As written.
  std::string integrity;  ///< "sha384-…"
  bool operator==(const PageShim&) const = default;
};

/// An element that the loader connects with a bundle.
struct PageRegion {
  std::string bundle;
  bool has_worker = false;
  bool operator==(const PageRegion&) const = default;
};

struct PageReferences {
  std::string base;                            ///< The href of the first base element; "" if there is none.
  std::size_t base_policies = 0;               ///< How many of the policies come before it.
  std::vector<std::string> urls;               ///< Values of src and href, and "url" of the release's data, as written.
  std::map<std::string, std::string> modules;  ///< The module's URL of each bundle in the release's data.
  std::map<std::string, PageShim> shims;       ///< The shim of each.
  std::vector<PageScript> scripts;             ///< In the order of the page.
  bool has_inline_code = false;                ///< Code in the page itself, which may load what it likes.
  std::string nonce;                           ///< Of the first script element that has one.
  std::vector<PageRegion> regions;
  std::vector<std::string> policies;  ///< Of <meta http-equiv="Content-Security-Policy"> in the head.
};

/// html: a page, of which at most that much is read: its first 10,000 references.
PageReferences references_of(std::string_view html);

/// The decoded name of the file that a URL leads to.
std::string file_name_of(std::string_view url);

/// An absolute URL without credentials. base: absolute. Nothing unless it is an http or https URL.
std::optional<std::string> resolve_reference(const std::string& base, const std::string& reference);

}  // namespace wasmpair
