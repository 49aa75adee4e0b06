// The prefix of a release's URLs, as pages, policies and configurations can contain it.
#pragma once

#include <string_view>

namespace wasmpair {

/// True if text is "", or an http or https URL, a URL without a scheme ("//cdn.example/"), or a path that ends in "/".
/// It has no credentials, query or fragment; its host is one that a Content-Security-Policy can name, without
/// wildcards; and it has only characters that a URL may contain unescaped, except apostrophes.
bool is_url_prefix(std::string_view text);

}  // namespace wasmpair
