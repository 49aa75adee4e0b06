#include "publish/page_type.h"

#include <array>
#include <string>

#include "util/ascii.h"

namespace wasmpair {
namespace {

struct Extension {
  std::string_view text;
  PageType type;
};

constexpr PageType html{PageLanguage::Html, "text/html; charset=utf-8"};
constexpr PageType script{PageLanguage::Script, "text/javascript"};  // RFC 9239
constexpr std::array extensions = {Extension{".html", html}, Extension{".htm", html}, Extension{".js", script},
                                   Extension{".mjs", script}};

}  // namespace

std::optional<PageType> page_type(std::string_view name) {
  const std::string lower = lower_case(name);
  for (const Extension& extension : extensions)
    if (lower.size() > extension.text.size() && lower.ends_with(extension.text)) return extension.type;
  return std::nullopt;
}

}  // namespace wasmpair
