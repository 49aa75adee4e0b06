#include "commands/check_request.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "go_package/identifiers.h"
#include "http/origin.h"
#include "http/url_prefix.h"
#include "publish/bundle_name.h"
#include "util/ascii.h"
#include "util/printable.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

void check_base(const std::string& base) {
  if (written_origin(base).find('@') != std::string_view::npos)  // the message does not repeat a password
    throw Error("", "--base was given a URL with a user", "Omit it: everyone who opens a page could read it.");
  if (!is_url_prefix(base))
    throw Error("", fmt::format("--base cannot be '{}'", base),
                "Give a path or an http or https URL, without a query or fragment, such as /assets/ or\n"
                "https://cdn.example.com/app/; write spaces and other special characters as %XX.");
}

void check_name(const std::string& name) {
  if (!is_bundle_name(name)) throw Error("", fmt::format("--name cannot be '{}'", printable(name)), bundle_name_rule);
}

void check_names(const std::vector<PackModule>& modules) {
  for (std::size_t i = 0; i < modules.size(); ++i) {
    check_name(modules[i].name);
    for (std::size_t j = 0; j < i; ++j)
      if (are_confusable(modules[i].name, modules[j].name))
        throw Error(
            modules[i].file,
            fmt::format("has the name '{}', too like '{}' of {}", modules[i].name, modules[j].name, modules[j].file),
            "Rename one of the files: names must differ by more than case, and in templates - and dots\nare _.");
  }
}

}  // namespace

void check_request(const PackRequest& request) {
  check_names(request.modules);
  check_base(request.base);
  check_nonce(request.nonce);
  if (request.default_page == DefaultPage::App && request.modules.size() > 1)
    throw Error("", fmt::format("--page app is for one program, but there are {} modules", request.modules.size()),
                "Pack each module into a directory of its own, or give --page none and a --template.");
}

void check_request(const PackGuestRequest& request) {
  check_name(request.name);
  // go:embed refuses many characters of other scripts, such as combining marks.
  if (!std::ranges::all_of(request.name, is_printable_ascii))
    throw Error("", fmt::format("--name cannot be '{}'", request.name),
                "Give a guest a name of ASCII letters, digits, -, _ and .: Go embeds its file.");
  if (!is_package_name(request.package))
    throw Error("", fmt::format("--package cannot be '{}'", printable(request.package)),
                "Give a name for the Go package: lower-case letters, digits and _, starting with a letter.");
}

void check_nonce(const std::optional<std::string>& nonce) {
  // In a policy, spaces, "'", ";" and "," end the nonce; between HTML quotes, "<", ">", "&" and '"' would be escaped.
  const auto is_refused = [](char c) {
    return !is_printable_ascii(c) || std::string_view(" '\";,<>&").find(c) != std::string_view::npos;
  };
  if (nonce && (nonce->empty() || std::ranges::any_of(*nonce, is_refused)))
    throw Error("", fmt::format("--nonce cannot be '{}'", *nonce),
                "Give the placeholder of the page's server without spaces, quotes, <, >, &, commas or semicolons,\n"
                "such as {{.Nonce}} or $request_id.");
}

}  // namespace wasmpair
