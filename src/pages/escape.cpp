#include "pages/escape.h"

#include <fmt/format.h>

#include "util/ascii.h"

namespace wasmpair {
namespace {

/// Unreserved and reserved characters of RFC 3986, without the apostrophe.
bool is_url_character(char c) {
  return is_alphanumeric(c) || std::string_view("-._~:/?#[]@!$&()*+,;=").find(c) != std::string_view::npos;
}

/// The scheme in lower case, or "" for a relative reference.
std::string scheme_of(std::string_view url) {
  const std::size_t end = url.find_first_of(":/?#");
  if (end == std::string_view::npos || url[end] != ':') return "";
  return lower_case(url.substr(0, end));
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

}  // namespace

std::string escape_html(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::optional<std::string> escape_url(std::string_view url) {
  const std::string scheme = scheme_of(url);
  if (!scheme.empty() && scheme != "http" && scheme != "https") return std::nullopt;
  std::string encoded;
  for (std::size_t i = 0; i < url.size(); ++i) {
    const bool is_encoded = url[i] == '%' && i + 2 < url.size() && is_hex_digit(url[i + 1]) && is_hex_digit(url[i + 2]);
    if (is_encoded || is_url_character(url[i]))
      encoded += url[i];
    else
      encoded += fmt::format("%{:02X}", static_cast<unsigned char>(url[i]));
  }
  return escape_html(encoded);
}

std::string script_json(const nlohmann::ordered_json& value) {
  std::string json = value.dump();
  // All five occur only inside strings, where \uXXXX means the same.
  replace_all(json, "<", "\\u003c");
  replace_all(json, ">", "\\u003e");
  replace_all(json, "&", "\\u0026");
  replace_all(json, "\u2028", "\\u2028");
  replace_all(json, "\u2029", "\\u2029");
  return json;
}

}  // namespace wasmpair
