#include <new>

#include "encode/brotli_dictionary.h"
#include "encode/decoders.h"

namespace wasmpair {
namespace {

bool is_lack_of_memory(BrotliDecoderErrorCode code) {
  return code <= BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MODES && code >= BROTLI_DECODER_ERROR_ALLOC_BLOCK_TYPE_TREES;
}

class BrotliDecoder final : public Decoder {
 public:
  explicit BrotliDecoder(ByteView dictionary) {
    if (!state_) throw std::bad_alloc();
    if (!dictionary.empty() &&
        brotli_dictionary_functions().attach_to_decoder(state_.get(), BROTLI_SHARED_DICTIONARY_RAW, dictionary.size(),
                                                        dictionary.data()) != BROTLI_TRUE)
      throw std::bad_alloc();  // a fresh decoder has no other reason to refuse one
  }

  DecoderStep decode(ByteView input, std::span<std::uint8_t> output) override {
    const std::uint8_t* next_in = input.data();
    std::size_t left = input.size();
    std::uint8_t* next_out = output.data();
    std::size_t room = output.size();
    const BrotliDecoderResult result =
        BrotliDecoderDecompressStream(state_.get(), &left, &next_in, &room, &next_out, nullptr);
    DecoderStep step{DecoderState::Running, input.size() - left, output.size() - room, {}};
    if (result == BROTLI_DECODER_RESULT_SUCCESS) step.state = DecoderState::Ended;
    if (result == BROTLI_DECODER_RESULT_ERROR) {
      const BrotliDecoderErrorCode code = BrotliDecoderGetErrorCode(state_.get());
      if (is_lack_of_memory(code)) throw std::bad_alloc();
      step.state = DecoderState::Invalid;
      step.problem = BrotliDecoderErrorString(code);
    }
    return step;
  }

 private:
  std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state_{
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance};
};

}  // namespace

std::unique_ptr<Decoder> make_brotli_decoder() { return std::make_unique<BrotliDecoder>(ByteView()); }

std::unique_ptr<Decoder> make_brotli_delta_decoder(ByteView dictionary) {
  return std::make_unique<BrotliDecoder>(dictionary);
}

}  // namespace wasmpair
