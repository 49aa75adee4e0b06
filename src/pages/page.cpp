#include "pages/page.h"

#include <nlohmann/json.hpp>

#include "pages/policy.h"
#include "pages/release_values.h"
#include "pages/render.h"
#include "pages/snippets.h"

namespace wasmpair {
namespace {

constexpr const char* nonce_advice =
    "Give --nonce TEXT: what the page's server replaces by a fresh nonce in every response.";

}  // namespace

std::string render_page(const TemplateSource& source, const Manifest& manifest, const PageOptions& options) {
  TemplateValues values{.values = release_values(manifest)};
  values.snippets = release_snippets(values.values, options);
  if (options.nonce)
    values.values["nonce"] = *options.nonce;
  else
    values.withheld.emplace("nonce", nonce_advice);

  // The policy names the hashes of what stands in the page. It is no part of that itself, so the first rendering, with
  // another policy, has the same.
  values.values["policy"] = content_security_policy(manifest.base, options, {});
  std::string draft = render(source, values);
  const InlineHashes hashes = source.language == PageLanguage::Html ? inline_hashes(draft) : InlineHashes{};
  const std::string policy = content_security_policy(manifest.base, options, hashes);
  if (policy == values.values["policy"]) return draft;
  values.values["policy"] = policy;
  return render(source, values);
}

}  // namespace wasmpair
