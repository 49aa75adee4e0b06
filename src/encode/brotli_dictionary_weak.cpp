// ELF's dynamic loader finds them where the library has them, and leaves null where it lacks them.
#include "encode/brotli_dictionary.h"

#pragma weak BrotliEncoderPrepareDictionary
#pragma weak BrotliEncoderAttachPreparedDictionary
#pragma weak BrotliDecoderAttachDictionary

namespace wasmpair {

BrotliDictionaryFunctions brotli_dictionary_functions() {
  return {&BrotliEncoderPrepareDictionary, &BrotliEncoderAttachPreparedDictionary, &BrotliDecoderAttachDictionary};
}

bool has_brotli_dictionaries() {
  const BrotliDictionaryFunctions functions = brotli_dictionary_functions();
  return functions.prepare != nullptr && functions.attach_to_encoder != nullptr &&
         functions.attach_to_decoder != nullptr;
}

}  // namespace wasmpair
