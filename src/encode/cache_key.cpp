#include "encode/cache_key.h"

#include <fmt/format.h>

#include "encode/codings.h"
#include "util/text_bytes.h"

namespace wasmpair {

Sha256 cache_key(const Sha256& content, const Recipe& recipe, const std::string& encoder) {
  return sha256(bytes_of(fmt::format("wasmpair encoding 1\ncontent={}\ncoding={}\nencoder={}\nrecipe={}\n",
                                     content.hex(), info(recipe.coding).token, encoder, describe(recipe))));
}

Sha256 cache_key(const Sha256& content, const Sha256& dictionary, const DeltaRecipe& recipe,
                 const std::string& encoder) {
  return sha256(bytes_of(fmt::format("wasmpair delta 1\ncontent={}\ndictionary={}\ncoding={}\nencoder={}\nrecipe={}\n",
                                     content.hex(), dictionary.hex(), delta_info(recipe.coding).token, encoder,
                                     describe(recipe))));
}

Sha256 cache_key(std::string_view fact, const Sha256& content) {
  return sha256(bytes_of(fmt::format("wasmpair {}\ncontent={}\n", fact, content.hex())));
}

}  // namespace wasmpair
