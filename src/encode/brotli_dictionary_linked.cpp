// For formats other than ELF, whose linkers know no such weak references: the library is linked in and has them.
#include "encode/brotli_dictionary.h"

namespace wasmpair {

BrotliDictionaryFunctions brotli_dictionary_functions() {
  return {&BrotliEncoderPrepareDictionary, &BrotliEncoderAttachPreparedDictionary, &BrotliDecoderAttachDictionary};
}

bool has_brotli_dictionaries() { return true; }

}  // namespace wasmpair
