// Recognizes files that are not Go programs for the browser, with advice for each kind.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "pair/finding_table.h"
#include "pair/proof_parts.h"
#include "util/text_bytes.h"
#include "wasmpair/proof.h"

namespace wasmpair {
namespace {

constexpr std::string_view magic("\0asm", 4);  // WebAssembly Core Specification 2.0, 5.5.16

constexpr std::string_view build_for_browser = "For the browser, build it with GOOS=js GOARCH=wasm go build.";

/// A file format other than WebAssembly, recognized by its first bytes.
struct OtherFormat {
  std::string_view start;
  std::string_view advice;
};

constexpr std::array other_formats = {
    OtherFormat{"\x1f\x8b", "It is compressed with gzip: decompress it. wasmpair writes the compressed files itself."},
    OtherFormat{"\x28\xb5\x2f\xfd",
                "It is compressed with zstd: decompress it. wasmpair writes the compressed files itself."},
    OtherFormat{"\x7f"
                "ELF",
                "It is a native program: build it with GOOS=js GOARCH=wasm go build."},
    OtherFormat{"!<arch>",
                "It is a Go package archive: `go build -o` writes one for a package that is not `package main`."},
    OtherFormat{magic, "It is a WebAssembly component, or a module in an unknown version of the format."},
};

std::string advise(const Module& module) {
  switch (module.kind) {
    case ModuleKind::GoJs:
      return "";
    case ModuleKind::GoWasip1Command:
    case ModuleKind::GoWasip1Reactor:
      return fmt::format("It runs in a WASI host, such as wasmtime or wazero. {}", build_for_browser);
    case ModuleKind::TinyGo:
      return fmt::format(
          "It needs the shim of the TinyGo release that built it, "
          "$(tinygo env TINYGOROOT)/targets/wasm_exec.js, which wasmpair does not support. {}",
          build_for_browser);
    case ModuleKind::WasmBindgen:
      return "Publish it with the JavaScript that wasm-bindgen generated for it.";
    case ModuleKind::Emscripten:
      return "Publish it with the JavaScript that Emscripten generated for it.";
    case ModuleKind::Other:
      return fmt::format("Check that it is the output of go build. {}", build_for_browser);
    case ModuleKind::NotWasm:
      break;
  }
  const std::string_view content = text_of(module.bytes);
  const auto format =
      std::ranges::find_if(other_formats, [&](const OtherFormat& other) { return content.starts_with(other.start); });
  return std::string(format == other_formats.end() ? "Name the output file of GOOS=js GOARCH=wasm go build."
                                                   : format->advice);
}

/// V8's error for bytes that are not a WebAssembly module.
std::string compile_error(ByteView bytes) {
  constexpr std::string_view prefix = "CompileError: WebAssembly.instantiate(): ";
  if (bytes.empty()) return fmt::format("{}BufferSource argument is empty", prefix);
  const auto word = [&](std::size_t offset) {
    return fmt::format("{:02x}",
                       fmt::join(bytes.subspan(std::min(offset, bytes.size()))
                                     .first(std::min<std::size_t>(4, bytes.size() - std::min(offset, bytes.size()))),
                                 " "));
  };
  if (!text_of(bytes).starts_with(magic))
    return fmt::format("{}expected magic word 00 61 73 6d, found {} @+0", prefix, word(0));
  return fmt::format("{}expected version 01 00 00 00, found {} @+4", prefix, word(4));
}

/// What happens to the module with any of Go's shims.
struct Outcome {
  Consequence consequence;
  std::string browser;
};

/// "a TinyGo program", "not a WebAssembly module".
std::string describe_kind(ModuleKind kind) {
  return kind == ModuleKind::NotWasm ? title(kind) : fmt::format("a {}", title(kind));
}

Outcome predict(const Module& module) {
  if (module.kind == ModuleKind::NotWasm) return {Consequence::RefusesToLoad, compile_error(module.bytes)};
  // It works with TinyGo's own shim, and this check does not know the shim.
  if (module.kind == ModuleKind::TinyGo) return {Consequence::Unproven, ""};
  const auto foreign = std::ranges::find_if(
      module.imports, [](const Import& import) { return import.module != "go" && import.module != "gojs"; });
  if (foreign != module.imports.end()) {
    const auto index = static_cast<std::size_t>(foreign - module.imports.begin());
    return {Consequence::RefusesToLoad, refused_module_text(index, foreign->module)};
  }
  if (module.find_export("mem") == nullptr)
    return {Consequence::FailsAtRunTime, "TypeError: Cannot read properties of undefined (reading 'buffer')"};
  return {Consequence::Unproven, ""};
}

}  // namespace

Findings prove_kind(const Module& module) {
  if (module.kind == ModuleKind::GoJs) return {};
  Outcome outcome = predict(module);
  return {
      make_finding(Check::NotGoJs, outcome.consequence,
                   {.subject = name(module.kind),
                    .message = fmt::format("not a Go program for the browser: it is {}", describe_kind(module.kind)),
                    .browser = std::move(outcome.browser),
                    .advice = advise(module)})};
}

}  // namespace wasmpair
