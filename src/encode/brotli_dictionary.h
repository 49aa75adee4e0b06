// The functions for dictionaries that libbrotli has had since 1.1 (encode.h and decode.h of brotli). The headers
// of 1.0.9, Debian 12's, lack them; but our objects are linked with a later libbrotli, too, or find one when the
// program starts. So they are weak: null where the library lacks them.
#pragma once

#include <brotli/decode.h>
#include <brotli/encode.h>

#include <cstddef>
#include <cstdint>

#if __has_include(<brotli/shared_dictionary.h>)
#include <brotli/shared_dictionary.h>
#else
// NOLINTBEGIN(readability-identifier-naming): the library's names
extern "C" {
enum BrotliSharedDictionaryType { BROTLI_SHARED_DICTIONARY_RAW = 0 };
struct BrotliEncoderPreparedDictionary;

BrotliEncoderPreparedDictionary* BrotliEncoderPrepareDictionary(BrotliSharedDictionaryType type, std::size_t data_size,
                                                                const std::uint8_t* data, int quality,
                                                                brotli_alloc_func alloc_func,
                                                                brotli_free_func free_func, void* opaque);
BROTLI_BOOL BrotliEncoderAttachPreparedDictionary(BrotliEncoderState* state,
                                                  const BrotliEncoderPreparedDictionary* dictionary);
BROTLI_BOOL BrotliDecoderAttachDictionary(BrotliDecoderState* state, BrotliSharedDictionaryType type,
                                          std::size_t data_size, const std::uint8_t* data);
}
// NOLINTEND(readability-identifier-naming)
#endif

#pragma weak BrotliEncoderPrepareDictionary
#pragma weak BrotliEncoderAttachPreparedDictionary
#pragma weak BrotliDecoderAttachDictionary

namespace wasmpair {

/// True if this program's libbrotlienc and libbrotlidec have them. If not, they must not be called.
inline bool has_brotli_dictionaries() {
  return BrotliEncoderPrepareDictionary != nullptr && BrotliEncoderAttachPreparedDictionary != nullptr &&
         BrotliDecoderAttachDictionary != nullptr;
}

}  // namespace wasmpair
