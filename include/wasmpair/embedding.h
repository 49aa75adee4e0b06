// How a Go program gets the module of a guest.
#pragma once

namespace wasmpair {

/// Whether the module becomes a part of the Go program.
enum class Embedding {
  Embed,  ///< With //go:embed.
  Load,   ///< The program reads it from the directory of a release.
};

}  // namespace wasmpair
