#include "pages/page.h"

#include <nlohmann/json.hpp>

#include "pages/policy.h"
#include "pages/release_values.h"
#include "pages/render.h"
#include "pages/snippets.h"

namespace wasmpair {
namespace {

constexpr const char* nonce_advice =
    "Give --nonce TEXT: the placeholder that the page's server replaces with a fresh nonce in every response.";

}  // namespace

std::string render_page(const TemplateSource& source, const Manifest& manifest, const PageOptions& options) {
  TemplateValues values{.values = release_values(manifest)};
  values.snippets = release_snippets(values.values, options);
  if (options.nonce)
    values.values["nonce"] = *options.nonce;
  else
    values.withheld.emplace("nonce", nonce_advice);

  // The policy contains hashes of inline code. It is not part of that code, so a first rendering with another policy
  // has the same hashes.
  const FurtherFiles further = manifest.assets.empty() ? FurtherFiles::None : FurtherFiles::Published;
  const std::string draft_policy = content_security_policy(manifest.base, options, {}, further);
  values.values["policy"] = draft_policy;
  std::string draft = render(source, values);
  const InlineHashes hashes = source.language == PageLanguage::Html ? inline_hashes(draft) : InlineHashes{};
  const std::string policy = content_security_policy(manifest.base, options, hashes, further);
  if (policy == draft_policy) return draft;
  values.values["policy"] = policy;
  return render(source, values);
}

}  // namespace wasmpair
