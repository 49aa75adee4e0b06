// The functions for dictionaries that libbrotli has had since 1.1 (encode.h and decode.h of brotli). The headers
// of 1.0.9, Debian 12's, lack them; but our objects are linked with a later libbrotli, too, or find one when the
// program starts.
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

namespace wasmpair {

/// Null where this program's libbrotlienc and libbrotlidec lack them. Nothing else names these functions.
struct BrotliDictionaryFunctions {
  decltype(&BrotliEncoderPrepareDictionary) prepare = nullptr;
  decltype(&BrotliEncoderAttachPreparedDictionary) attach_to_encoder = nullptr;
  decltype(&BrotliDecoderAttachDictionary) attach_to_decoder = nullptr;
};

/// CMake chooses the source: brotli_dictionary_weak.cpp, where a program may be linked with a libbrotli that lacks
/// them, or brotli_dictionary_linked.cpp.
BrotliDictionaryFunctions brotli_dictionary_functions();

/// True if the libraries have all of them.
bool has_brotli_dictionaries();

}  // namespace wasmpair
