#include "verify/accept_variants.h"

#include <array>

namespace wasmpair {
namespace {

constexpr std::array every = {Coding::Brotli, Coding::Gzip, Coding::Zstandard};
constexpr std::array brotli = {Coding::Brotli};
constexpr std::array gzip = {Coding::Gzip};
constexpr std::array zstandard = {Coding::Zstandard};

constexpr std::array variants = {
    AcceptVariant{"gzip, deflate, br, zstd", every},
    AcceptVariant{"identity", {}},
    AcceptVariant{"", every},
    AcceptVariant{"br", brotli},
    AcceptVariant{"gzip", gzip},
    AcceptVariant{"zstd", zstandard},
    AcceptVariant{"br;q=0", {}},
    AcceptVariant{"*;q=0", {}},
};

}  // namespace

std::span<const AcceptVariant> accept_variants() { return variants; }
const AcceptVariant& browser_variant() { return variants[0]; }
const AcceptVariant& identity_variant() { return variants[1]; }

}  // namespace wasmpair
