#include "toolchain/known_shims.h"

#include <array>
#include <string_view>

namespace wasmpair {
namespace {

struct KnownShim {
  std::string_view sha256;
  int first_minor;  ///< go1.FIRST to go1.LAST include it.
  int last_minor;
  std::string_view code = {};  ///< SHA-256 of the tokens, each followed by a line feed; "" if it is not known.
};

/// misc/wasm/wasm_exec.js (lib/wasm/wasm_exec.js from 1.24) of the releases, and of Debian where it patches the file.
/// A minor version is listed more than once if a patch release changed the file.
constexpr std::array known_shims = {
    KnownShim{"46ea07e1b594c1d5b163d875c54fac43b5d878f109c4e9ed5801bce20355b3c2", 11, 11},
    KnownShim{"72b0cf610cc6b9fb077017759ce3ee0cf45a5d8d69a76c176ed82e4644b73f9a", 12, 12},
    KnownShim{"71cb6aa4981cbb255d546d282bcf8cae78a634c2016811c965b403e3a1627d72", 13, 13,
              "dcd8a66c33b2f84ff728bf3875a13f66650f97e1b2cb563e4f7bfe041e63bcaa"},
    KnownShim{"c90a791dbc68e7c1c5ee1e2aab0b3b1bc6088714c2825ce861d3bed564909656", 14, 14,
              "ffc1d8b574c322096680bad9652743c1ad82c7a1901a8174a3acafb07caf9195"},
    KnownShim{"9a4835c2c9d0c0e29a0da20e5b2748c6891e0dceaadeed335ce4133a16453a17", 15, 15},
    KnownShim{"674686596910342d30f19cd06f6b7e834e27e71004c7a82253a2cf6f806f913b", 15, 15},  // Debian 11's 1.15.15
    KnownShim{"f7bab17184626fa7f3ebe6c157d4026825842d39bfae444ef945e60ec7d3b0f1", 16, 16},
    KnownShim{"6d5c0bf42972eb98741eb31625c2106cfcf05781bcfec808331726a73a339e39", 17, 17},  // 1.17.0 and 1.17.1
    KnownShim{"cbcbf154296fede603e78faaa2d8ab8fdd845671649ec0a062f000edb19d5a95", 17, 17},  // from 1.17.2
    KnownShim{"d8dabbbaaffc50d04636ffb7e7ed40f99dd6edfc23c1d8accea21d944e20641e", 18, 19,
              "3bb3c75637409f0a78241fffe79c2871705258d63d4304ebccef4227564390f6"},
    KnownShim{"da4261f1bf0918d28f2bffa2ec93435d3507e2f1053b61eaa5f8d4d1de5f1daa", 20, 20,
              "b0f5ca26002fa29c26661d9dedf0cad6251d87c1f5b5ff69826fcdfcaa8d5ead"},
    KnownShim{"45ce9dfe7211247544ab6f4268eb8cb5b6f3d5ae602dc3b51447b7eada99c229", 21, 23,
              "dcdcabdb9fa4aabe201f982cfb6717ba625231f4857f03f5abd79ba2c22ed263"},
    KnownShim{"0c949f4996f9a89698e4b5c586de32249c3b69b7baadb64d220073cc04acba14", 24, 27,
              "ac306e828be4c955511c17b6dfda1d23a70b29c268dd4fc86cc98971a9f929e0"},
};

std::vector<std::string> releases_with(std::string_view KnownShim::*of, const Sha256& digest) {
  std::vector<std::string> releases;
  const std::string hex = digest.hex();
  for (const KnownShim& known : known_shims) {
    if (known.*of != hex) continue;
    for (int minor = known.first_minor; minor <= known.last_minor; ++minor)
      releases.push_back("go1." + std::to_string(minor));
  }
  return releases;
}

}  // namespace

std::vector<std::string> releases_with_shim(const Sha256& digest) { return releases_with(&KnownShim::sha256, digest); }

std::vector<std::string> releases_with_code(const Sha256& digest) { return releases_with(&KnownShim::code, digest); }

}  // namespace wasmpair
