#include "encode/decoders.h"

#include "wasmpair/error.h"

namespace wasmpair {

std::unique_ptr<Decoder> make_decoder(Coding coding) {
  switch (coding) {
    case Coding::Brotli:
      return make_brotli_decoder();
    case Coding::Gzip:
      return make_gzip_decoder();
    case Coding::Zstandard:
      return make_zstandard_decoder();
  }
  throw Error("", "no decoder for this coding", "");
}

}  // namespace wasmpair
