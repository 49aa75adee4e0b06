#include "toolchain/known_shims.h"

#include <array>
#include <string_view>

#include "toolchain/released_text.h"

namespace wasmpair {
namespace {

struct KnownShim {
  std::string_view sha256;
  int first_minor;  ///< go1.FIRST to go1.LAST include it.
  int last_minor;
  std::string_view code_sha256 = {};  ///< Of its tokens; empty if the file was not at hand.
};

/// misc/wasm/wasm_exec.js (lib/wasm/wasm_exec.js from 1.24) of the releases, and of Debian where it patches the file.
/// A minor version is listed more than once if a patch release changed the file.
constexpr std::array known_shims = {
    KnownShim{"46ea07e1b594c1d5b163d875c54fac43b5d878f109c4e9ed5801bce20355b3c2", 11, 11},
    KnownShim{"72b0cf610cc6b9fb077017759ce3ee0cf45a5d8d69a76c176ed82e4644b73f9a", 12, 12},
    KnownShim{"71cb6aa4981cbb255d546d282bcf8cae78a634c2016811c965b403e3a1627d72", 13, 13,
              "3afc020008af61a066faa42110f9e2a59928032f3ddd752f033b69e4a7be1ba0"},
    KnownShim{"c90a791dbc68e7c1c5ee1e2aab0b3b1bc6088714c2825ce861d3bed564909656", 14, 14,
              "72dd0e1ecdb703fbe6c9174fdc6630b15bf7492e2d4e318dcbf2c72ec9cf34bd"},
    KnownShim{"9a4835c2c9d0c0e29a0da20e5b2748c6891e0dceaadeed335ce4133a16453a17", 15, 15},
    KnownShim{"674686596910342d30f19cd06f6b7e834e27e71004c7a82253a2cf6f806f913b", 15, 15},  // Debian 11's 1.15.15
    KnownShim{"f7bab17184626fa7f3ebe6c157d4026825842d39bfae444ef945e60ec7d3b0f1", 16, 16},
    KnownShim{"6d5c0bf42972eb98741eb31625c2106cfcf05781bcfec808331726a73a339e39", 17, 17},  // 1.17.0 and 1.17.1
    KnownShim{"cbcbf154296fede603e78faaa2d8ab8fdd845671649ec0a062f000edb19d5a95", 17, 17},  // from 1.17.2
    KnownShim{"d8dabbbaaffc50d04636ffb7e7ed40f99dd6edfc23c1d8accea21d944e20641e", 18, 19,
              "3598af4b1d3d481a8e7c0e06a8b49c8d86959d8becac0994215caa677329bd19"},
    KnownShim{"da4261f1bf0918d28f2bffa2ec93435d3507e2f1053b61eaa5f8d4d1de5f1daa", 20, 20,
              "5f9fec42fa868754352c64efb7b80637492d63202d1a5b040d89a957a0a13d96"},
    KnownShim{"45ce9dfe7211247544ab6f4268eb8cb5b6f3d5ae602dc3b51447b7eada99c229", 21, 23,
              "3f8fc69f904e316eb4f54919268ceb7be0cc77b95be12795c44f4ea0c5a3854b"},
    KnownShim{"0c949f4996f9a89698e4b5c586de32249c3b69b7baadb64d220073cc04acba14", 24, 27,
              "75a1d17edafb22948209190f2e8e273a2ad2fe8039095d31c9f0f33b74508762"},
};

std::vector<std::string> releases_where(std::string_view KnownShim::*digest, const std::string& hex) {
  std::vector<std::string> releases;
  for (const KnownShim& known : known_shims)
    if (known.*digest == hex)
      for (int minor = known.first_minor; minor <= known.last_minor; ++minor)
        releases.push_back("go1." + std::to_string(minor));
  return releases;
}

}  // namespace

std::vector<std::string> releases_with_shim(const Sha256& digest) {
  return releases_where(&KnownShim::sha256, digest.hex());
}

std::vector<std::string> releases_with_text(ByteView shim) {
  std::vector<std::string> releases = releases_with_shim(sha256(shim));
  return releases.empty() ? releases_with_shim(sha256(released_text(shim))) : releases;
}

std::vector<std::string> releases_with_code(const Sha256& code_digest) {
  return releases_where(&KnownShim::code_sha256, code_digest.hex());
}

}  // namespace wasmpair
