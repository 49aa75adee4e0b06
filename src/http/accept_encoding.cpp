#include "http/accept_encoding.h"

#include <algorithm>

#include "http/content_coding.h"
#include "http/field_list.h"
#include "http/field_syntax.h"
#include "util/ascii.h"

namespace wasmpair {
namespace {

constexpr unsigned full_weight = 1000;

/// "0.25" -> 250. qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] )   (12.4.2)
std::optional<unsigned> parse_qvalue(std::string_view text) {
  constexpr std::size_t longest = 5;
  if (text.empty() || text.size() > longest || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  if (text.size() > 1 && text[1] != '.') return std::nullopt;
  unsigned weight = text[0] == '1' ? full_weight : 0;
  unsigned unit = full_weight / 10;
  for (const char digit : text.substr(std::min<std::size_t>(2, text.size()))) {
    if (digit < '0' || digit > '9') return std::nullopt;
    weight += static_cast<unsigned>(digit - '0') * unit;
    unit /= 10;
  }
  if (weight > full_weight) return std::nullopt;
  return weight;
}

/// weight = OWS ";" OWS "q=" qvalue; text starts after the semicolon.
std::optional<unsigned> parse_weight(std::string_view text) {
  text = trim(text);
  if (text.size() < 2 || (text[0] != 'q' && text[0] != 'Q') || text[1] != '=') return std::nullopt;
  return parse_qvalue(text.substr(2));
}

/// The weight that the field gives the coding, by its name or by "*".
std::optional<unsigned> stated_weight(const AcceptEncoding& accepted, std::string_view coding) {
  std::optional<unsigned> own;
  std::optional<unsigned> any;
  for (const AcceptedCoding& element : accepted) {
    if (element.coding == coding) own = std::min(own.value_or(full_weight), element.weight);
    if (element.coding == "*") any = std::min(any.value_or(full_weight), element.weight);
  }
  return own ? own : any;
}

}  // namespace

AcceptEncoding parse_accept_encoding(std::string_view field_value) {
  AcceptEncoding accepted;
  for (const std::string_view element : split_list(field_value)) {
    const std::size_t semicolon = element.find(';');
    const std::string_view coding = trim(element.substr(0, semicolon));
    const std::optional<unsigned> weight =
        semicolon == std::string_view::npos ? full_weight : parse_weight(element.substr(semicolon + 1));
    if (is_token(coding) && weight) accepted.push_back({content_coding_name(coding), *weight});
  }
  return accepted;
}

unsigned weight_of(const AcceptEncoding& accepted, std::string_view coding) {
  return stated_weight(accepted, coding).value_or(0);
}

std::optional<std::string_view> choose_coding(const AcceptEncoding& accepted,
                                              std::span<const std::string_view> offered) {
  constexpr std::string_view identity = "identity";
  std::optional<std::string_view> best;
  unsigned best_weight = 0;
  for (const std::string_view coding : offered) {
    const unsigned weight = weight_of(accepted, coding);
    if (weight > best_weight) {
      best = coding;
      best_weight = weight;
    }
  }
  const std::optional<unsigned> of_identity = stated_weight(accepted, identity);
  if (!of_identity) return best.value_or(identity);
  return *of_identity > best_weight ? identity : best;
}

}  // namespace wasmpair
