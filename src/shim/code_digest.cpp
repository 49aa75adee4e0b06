#include "shim/code_digest.h"

#include <string>
#include <string_view>

#include "util/text_bytes.h"

namespace wasmpair {
namespace {

bool is_one_of(const Token& token, std::string_view punctuators) {
  return token.kind == TokenKind::Punctuator && token.text.size() == 1 &&
         punctuators.find(token.text.front()) != std::string_view::npos;
}

}  // namespace

Sha256 code_digest(const Tokens& tokens) {
  std::string code;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const bool may_matter = i > 0 && !is_one_of(tokens[i - 1], ";,([{") && !is_one_of(tokens[i], ";,)]}.");
    code += may_matter && tokens.starts_line(i) ? '\n' : ' ';
    code += tokens[i].text;
  }
  return sha256(bytes_of(code));
}

}  // namespace wasmpair
