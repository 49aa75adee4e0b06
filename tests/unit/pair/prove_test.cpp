#include "wasmpair/proof.h"

#include <gtest/gtest.h>

#include "unit/pair/builders.h"

namespace wasmpair {
namespace {

using testing::find;
using testing::ids;
using testing::ModuleFixture;
using testing::shim_of;
using Ids = std::vector<std::string>;

/// A shim that resembles Go 1.24's but belongs to no release.
constexpr std::string_view edited_shim = R"(
  globalThis.fs = { constants: { O_WRONLY: -1, O_DIRECTORY: -1 } };
  globalThis.path = { resolve(...segments) { return segments.join("/"); } };
  class Go {
    importObject = { gojs: { "runtime.wasmExit": f, "runtime.nanotime1": f, "syscall/js.valueGet": f } };
    run() {
      const wasmMinDataAddr = 4096 + 8192;
      this._inst.exports.run(1, 2); this._inst.exports.resume(); this._inst.exports.getsp(); this._inst.exports.mem.buffer;
    }
  })";

ProofOptions accepting() { return {{}, UnknownShim::Accept}; }

/// The findings if unknown shims are accepted and the shim came without a toolchain.
Findings prove_accepting(const ModuleFixture& fixture, const Shim& shim) {
  return prove(fixture.module, shim, std::nullopt, accepting());
}

Shim known_for(Shim shim, std::vector<std::string> releases) {
  shim.known_for = std::move(releases);
  return shim;
}

ModuleFixture go_module() {
  ModuleFixture fixture("go1.24.4");
  fixture.import_function("gojs", "runtime.wasmExit").import_function("gojs", "runtime.nanotime1");
  return fixture;
}

TEST(Prove, FindsNothingInAPairThatFits) {
  const ModuleFixture fixture = go_module();
  EXPECT_EQ(ids(prove_accepting(fixture, shim_of(edited_shim))), Ids{});
}

// Kind

TEST(ProveKind, FindsNothingInAGoProgramForTheBrowser) { EXPECT_TRUE(prove_kind(go_module().module).empty()); }

TEST(ProveKind, IsTheOnlyFindingOfAnyOtherModule) {
  for (const ModuleKind kind :
       {ModuleKind::GoWasip1Command, ModuleKind::GoWasip1Reactor, ModuleKind::TinyGo, ModuleKind::WasmBindgen,
        ModuleKind::Emscripten, ModuleKind::Other, ModuleKind::NotWasm}) {
    ModuleFixture fixture("go1.19");
    fixture.module.kind = kind;
    fixture.import_function("wasi_snapshot_preview1", "fd_write");
    const Findings findings = prove(fixture.module, shim_of(edited_shim), std::nullopt, {});
    EXPECT_EQ(ids(findings), Ids{"not-go-js"}) << name(kind);
    EXPECT_NE(findings.at(0).message.find(title(kind)), std::string::npos) << findings.at(0).message;
    EXPECT_FALSE(findings.at(0).advice.empty());
  }
}

TEST(ProveKind, PredictsTheBrowsersError) {
  ModuleFixture wasi("go1.24.4");
  wasi.module.kind = ModuleKind::GoWasip1Command;
  wasi.import_function("wasi_snapshot_preview1", "fd_write");
  const Finding finding = prove_kind(wasi.module).at(0);
  EXPECT_EQ(finding.consequence, Consequence::RefusesToLoad);
  EXPECT_EQ(finding.browser,
            "TypeError: WebAssembly.instantiate(): Import #0 \"wasi_snapshot_preview1\": module is not an object or "
            "function");
  EXPECT_NE(finding.advice.find("GOOS=js GOARCH=wasm"), std::string::npos);

  ModuleFixture without_imports("go1.24.4");
  without_imports.module.kind = ModuleKind::Other;
  without_imports.without_export("mem");
  EXPECT_EQ(prove_kind(without_imports.module).at(0).consequence, Consequence::FailsAtRunTime);
}

TEST(ProveKind, RecognizesOtherFormats) {
  struct Case {
    std::string_view content, browser, advice;
  };
  using std::string_view_literals::operator""sv;
  const Case cases[] = {
      {"\x1f\x8b\x08\x00"sv, "expected magic word 00 61 73 6d, found 1f 8b 08 00 @+0", "gzip"},
      {"!<arch>\n"sv, "expected magic word 00 61 73 6d, found 21 3c 61 72 @+0", "package main"},
      {"\0asm\x0d\0\x01\0"sv, "expected version 01 00 00 00, found 0d 00 01 00 @+4", "component"},
      {"hi"sv, "expected magic word 00 61 73 6d, found 68 69 @+0", "GOOS=js GOARCH=wasm go build"},
      {""sv, "BufferSource argument is empty", "GOOS=js GOARCH=wasm go build"},
  };
  for (const Case& c : cases) {
    Module module;
    module.bytes = bytes_of(c.content);
    const Finding finding = prove_kind(module).at(0);
    EXPECT_EQ(finding.browser, "CompileError: WebAssembly.instantiate(): " + std::string(c.browser));
    EXPECT_NE(finding.advice.find(c.advice), std::string::npos) << finding.advice;
  }
}

// Point 1

TEST(ProveImports, ReportsAMissingModuleOnce) {
  ModuleFixture fixture("go1.19.8");
  fixture.import_function("go", "debug").import_function("go", "runtime.wasmExit").import_function("go", "debug");
  const Findings findings = prove_accepting(fixture, shim_of(edited_shim));
  ASSERT_EQ(ids(findings), Ids{"missing-import-module"});
  EXPECT_EQ(findings[0].subject, "go");
  EXPECT_EQ(findings[0].consequence, Consequence::RefusesToLoad);
  EXPECT_EQ(findings[0].browser,
            "TypeError: WebAssembly.instantiate(): Import #0 \"go\": module is not an object or function");
  EXPECT_NE(findings[0].message.find("go1.19.8"), std::string::npos);
  EXPECT_NE(findings[0].message.find("2 functions"), std::string::npos);
  EXPECT_NE(findings[0].advice.find("misc/wasm/wasm_exec.js"), std::string::npos);
}

TEST(ProveImports, ReportsEachMissingFunctionByItsIndex) {
  ModuleFixture fixture = go_module();
  fixture.import_function("gojs", "runtime.other").import_function("gojs", "runtime.other");
  const Findings findings =
      prove(fixture.module, known_for(shim_of(edited_shim), {"go1.24", "go1.25"}), std::nullopt, {});
  ASSERT_EQ(ids(findings), Ids{"missing-import"});
  EXPECT_EQ(findings[0].subject, "gojs runtime.other");
  EXPECT_EQ(findings[0].consequence, Consequence::RefusesToLoad);
  EXPECT_EQ(findings[0].browser,
            "LinkError: WebAssembly.instantiate(): Import #2 \"gojs\" \"runtime.other\": function import requires a "
            "callable");
  EXPECT_EQ(findings[0].message,
            "the module, built by go1.24.4, imports it, but the shim of go1.24, go1.25 does not provide it");
}

TEST(ProveImports, AdvisesTheShimOfTheReleaseUnlessItIsThatShim) {
  ModuleFixture fixture = go_module();
  fixture.import_function("gojs", "my.hook");
  const std::string copy = "GOTOOLCHAIN=go1.24.4 go env GOROOT)/lib/wasm/wasm_exec.js";
  const Shim edited = shim_of(edited_shim);
  const auto advice = [&](const Shim& shim, const std::optional<GoVersion>& toolchain) {
    const Findings findings = prove(fixture.module, shim, toolchain, accepting());
    return findings.empty() ? "" : findings[0].advice;
  };
  EXPECT_NE(advice(edited, std::nullopt).find(copy), std::string::npos);
  EXPECT_NE(advice(known_for(edited, {"go1.23"}), std::nullopt).find(copy), std::string::npos);
  for (const std::string& own :
       {advice(known_for(edited, {"go1.24"}), std::nullopt), advice(edited, parse_go_version("go1.24.4"))}) {
    EXPECT_EQ(own.find("GOROOT"), std::string::npos) << own;
    EXPECT_NE(own.find("//go:wasmimport gojs my.hook"), std::string::npos) << own;
  }
}

TEST(ProveImports, OrdersFindingsLikeTheBrowser) {
  ModuleFixture fixture = go_module();
  fixture.import_function("gojs", "runtime.other").import_function("env", "add");
  EXPECT_EQ(ids(prove_accepting(fixture, shim_of(edited_shim))), (Ids{"undeclared-import-module", "missing-import"}));
}

TEST(ProveImports, RequiresOtherModulesToBeAllowed) {
  ModuleFixture fixture = go_module();
  fixture.import_function("env", "add", ModuleFixture::TakesF64);
  const Findings findings = prove_accepting(fixture, shim_of(edited_shim));
  ASSERT_EQ(ids(findings), Ids{"undeclared-import-module"});
  EXPECT_EQ(findings[0].browser,
            "TypeError: WebAssembly.instantiate(): Import #2 \"env\": module is not an object or function");
  EXPECT_NE(findings[0].advice.find("--allow-import env"), std::string::npos);

  EXPECT_EQ(ids(prove(fixture.module, shim_of(edited_shim), std::nullopt, {{"env"}, UnknownShim::Accept})), Ids{});
}

TEST(ProveImports, AcceptsOtherModulesThatTheShimProvides) {
  ModuleFixture fixture = go_module();
  fixture.import_function("env", "add", ModuleFixture::TakesF64);
  const std::string source(edited_shim);
  EXPECT_EQ(ids(prove_accepting(fixture, shim_of(source + "go.importObject.env = {add: f};"))), Ids{});
  EXPECT_EQ(ids(prove_accepting(fixture, shim_of(source + "go.importObject.env = {sub: f};"))), Ids{"missing-import"});
}

TEST(ProveImports, NeverAllowsMissingFunctionsOfGosModule) {
  ModuleFixture fixture = go_module();
  fixture.import_function("gojs", "runtime.other");
  EXPECT_EQ(ids(prove(fixture.module, shim_of(edited_shim), std::nullopt, {{"gojs"}, UnknownShim::Accept})),
            Ids{"missing-import"});
}

TEST(ProveImports, ChecksSignatures) {
  ModuleFixture fixture = go_module();
  fixture.import_function("gojs", "syscall/js.valueGet", ModuleFixture::TakesF64);
  const Findings findings = prove_accepting(fixture, shim_of(edited_shim));
  ASSERT_EQ(ids(findings), Ids{"import-signature"});
  EXPECT_EQ(findings[0].consequence, Consequence::FailsAtRunTime);

  fixture.module.imports.back().type_index = 99;
  EXPECT_EQ(ids(prove_accepting(fixture, shim_of(edited_shim))), Ids{"import-signature"});

  fixture.module.imports.back().kind = ExternalKind::Memory;
  EXPECT_EQ(prove_accepting(fixture, shim_of(edited_shim)).at(0).consequence, Consequence::RefusesToLoad);
}

TEST(ProveImports, ReportsImportsThatAComputedObjectLeavesOpen) {
  ModuleFixture fixture = go_module();
  fixture.import_function("gojs", "runtime.other");
  const Findings findings =
      prove_accepting(fixture, shim_of(std::string(edited_shim) + "Object.assign(x.importObject.gojs, make());"));
  ASSERT_EQ(ids(findings), Ids{"unreadable-import"});
  EXPECT_EQ(findings[0].consequence, Consequence::Unproven);
  EXPECT_NE(findings[0].message.find("shim.js:"), std::string::npos);
}

// Point 2

TEST(ProveExports, RequiresEveryExportThatTheShimUses) {
  for (const char* used : {"run", "resume", "getsp", "mem"}) {
    ModuleFixture fixture = go_module();
    fixture.without_export(used);
    const Findings findings = prove_accepting(fixture, shim_of(edited_shim));
    ASSERT_EQ(ids(findings), Ids{"missing-export"}) << used;
    EXPECT_EQ(findings[0].subject, used);
    EXPECT_EQ(findings[0].consequence, Consequence::FailsAtRunTime);
    EXPECT_FALSE(findings[0].browser.empty());
  }
}

TEST(ProveExports, ChecksSignatures) {
  ModuleFixture fixture = go_module();
  std::swap(fixture.module.exports[0].index, fixture.module.exports[1].index);  // run and resume
  EXPECT_EQ(ids(prove_accepting(fixture, shim_of(edited_shim))), (Ids{"export-signature", "export-signature"}));

  ModuleFixture results = go_module();
  results.module.function_types[2] = ModuleFixture::TakesNothing;  // getsp
  EXPECT_EQ(ids(prove_accepting(results, shim_of(edited_shim))), Ids{"export-signature"});

  ModuleFixture kinds = go_module();
  kinds.module.exports[3].kind = ExternalKind::Table;
  EXPECT_EQ(ids(prove_accepting(kinds, shim_of(edited_shim))), Ids{"export-signature"});
}

TEST(ProveExports, IgnoresExportsThatTheShimDoesNotUse) {
  ModuleFixture fixture = go_module();
  fixture.without_export("getsp");
  EXPECT_EQ(
      ids(prove_accepting(fixture, shim_of("importObject = {gojs: {'runtime.wasmExit': f, 'runtime.nanotime1': f}};"
                                           "this._inst.exports.run()"))),
      Ids{});
}

// Point 3

constexpr std::string_view old_host = R"(
  fs = {constants: {O_WRONLY: -1}}; importObject = {gojs: {"runtime.wasmExit": f, "runtime.nanotime1": f}};)";

TEST(ProveHost, RequiresTheDirectoryFlagAndPathResolveSinceGo124) {
  ModuleFixture fixture = go_module();
  fixture.with_data("O_CREATO_DIRECTORYO_EXCL");
  const Findings findings = prove_accepting(fixture, shim_of(old_host));
  ASSERT_EQ(ids(findings), (Ids{"directory-flag", "path-resolve"}));
  EXPECT_EQ(findings[0].consequence, Consequence::Unproven);
  EXPECT_EQ(findings[1].consequence, Consequence::Unproven);
  EXPECT_EQ(findings[1].browser, "panic: syscall/js: call of Value.Call on undefined");
  EXPECT_EQ(ids(prove_accepting(fixture, shim_of(edited_shim))), Ids{});
}

TEST(ProveHost, ChecksEachSeparately) {
  ModuleFixture fixture = go_module();
  fixture.with_data("O_DIRECTORY");
  Shim shim = shim_of(edited_shim);
  shim.has_path_resolve = false;
  EXPECT_EQ(ids(prove_accepting(fixture, shim)), Ids{"path-resolve"});
  shim.has_path_resolve = true;
  shim.has_directory_flag = false;
  EXPECT_EQ(ids(prove_accepting(fixture, shim)), Ids{"directory-flag"});
}

TEST(ProveHost, KnowsThatGo1240CrashesWithoutTheFlag) {
  for (const char* version : {"go1.24", "go1.24.0", "go1.24rc2"}) {
    ModuleFixture fixture = go_module();
    fixture.with_data("O_DIRECTORY").module.go_version = parse_go_version(version);
    const Findings findings = prove_accepting(fixture, shim_of(old_host));
    ASSERT_NE(find(findings, "directory-flag"), nullptr) << version;
    EXPECT_EQ(find(findings, "directory-flag")->consequence, Consequence::FailsAtRunTime) << version;
    EXPECT_EQ(find(findings, "directory-flag")->browser, "panic: syscall/js: call of Value.Int on undefined");
  }
}

TEST(ProveHost, RequiresNothingOfModulesThatDoNotReadTheFlag) {
  ModuleFixture older = go_module();
  older.with_data("O_DIRECTORY").module.go_version = parse_go_version("go1.23.5");
  EXPECT_EQ(ids(prove_accepting(older, shim_of(old_host))), Ids{});

  ModuleFixture without_files = go_module();
  without_files.with_data("O_CREAT");
  EXPECT_EQ(ids(prove_accepting(without_files, shim_of(old_host))), Ids{});
}

TEST(ProveHost, UsesTheDataOfAModuleWithoutAVersion) {
  ModuleFixture fixture = go_module();
  fixture.with_data("O_DIRECTORY").module.go_version.reset();
  EXPECT_EQ(ids(prove_accepting(fixture, shim_of(old_host))),
            (Ids{"directory-flag", "path-resolve", "unknown-module-version"}));
}

// Point 4

TEST(ProveArgumentSpace, ComparesTheLimitWithTheLowestDataAddress) {
  ModuleFixture fixture = go_module();
  EXPECT_EQ(ids(prove_accepting(fixture, shim_of(edited_shim))), Ids{});
  fixture.module.data.lowest_address = 12287;
  const Findings findings = prove_accepting(fixture, shim_of(edited_shim));
  ASSERT_EQ(ids(findings), Ids{"data-below-arguments"});
  EXPECT_NE(findings[0].message.find("12287"), std::string::npos);
  EXPECT_NE(findings[0].message.find("12288"), std::string::npos);
  fixture.module.data.lowest_address.reset();
  EXPECT_EQ(ids(prove_accepting(fixture, shim_of(edited_shim))), Ids{});
}

// Point 5

Ids release_findings(const char* module_version, const char* toolchain_version, std::vector<std::string> known,
                     UnknownShim unknown_shim) {
  ModuleFixture fixture = go_module();
  fixture.module.go_version = parse_go_version(module_version);
  const auto beside = parse_go_version(toolchain_version);
  return ids(prove(fixture.module, known_for(shim_of(edited_shim), std::move(known)), beside, {{}, unknown_shim}));
}

TEST(ProveRelease, TrustsTheContentOfAKnownShim) {
  for (const UnknownShim option : {UnknownShim::Refuse, UnknownShim::Accept}) {
    EXPECT_EQ(release_findings("go1.24.4", "", {"go1.24", "go1.25"}, option), Ids{});
    EXPECT_EQ(release_findings("go1.24.4", "go1.25.1", {"go1.24", "go1.25"}, option), Ids{});
    EXPECT_EQ(release_findings("go1.22.1", "", {"go1.24", "go1.25"}, option), Ids{"version-mismatch"});
    EXPECT_EQ(release_findings("go1.22.1", "go1.22.1", {"go1.24", "go1.25"}, option), Ids{"version-mismatch"});
  }
}

TEST(ProveRelease, TrustsTheVersionNextToAnUnknownShim) {
  EXPECT_EQ(release_findings("go1.28.1", "go1.28.1", {}, UnknownShim::Refuse), Ids{});
  EXPECT_EQ(release_findings("go1.28.1", "go1.28.2", {}, UnknownShim::Refuse), Ids{"unknown-shim"});
  EXPECT_EQ(release_findings("go1.28.1", "go1.28.2", {}, UnknownShim::Accept), Ids{});
  EXPECT_EQ(release_findings("go1.28.1", "go1.29.0", {}, UnknownShim::Refuse), Ids{"version-mismatch"});
  EXPECT_EQ(release_findings("go1.28.1", "go1.29.0", {}, UnknownShim::Accept), Ids{"version-mismatch"});
}

TEST(ProveRelease, ReportsAnUnknownShimUnlessAccepted) {
  EXPECT_EQ(release_findings("go1.24.4", "", {}, UnknownShim::Refuse), Ids{"unknown-shim"});
  EXPECT_EQ(release_findings("go1.24.4", "", {}, UnknownShim::Accept), Ids{});
}

TEST(ProveRelease, AlwaysReportsAModuleWithoutAVersion) {
  EXPECT_EQ(release_findings("", "go1.24.4", {"go1.24"}, UnknownShim::Accept), Ids{"unknown-module-version"});
  EXPECT_EQ(release_findings("", "", {}, UnknownShim::Accept), Ids{"unknown-module-version"});
  EXPECT_EQ(release_findings("", "", {}, UnknownShim::Refuse), (Ids{"unknown-module-version", "unknown-shim"}));
}

TEST(ProveValidation, ReportsWhatWasNotValidated) {
  ModuleFixture fixture = go_module();
  fixture.module.proposals = {{Proposal::TailCalls, 0x10}, {Proposal::ExceptionHandling, 0x1f}};
  const Findings findings = prove(fixture.module, known_for(shim_of(edited_shim), {"go1.24"}), std::nullopt, {});
  ASSERT_EQ(ids(findings), Ids{"unvalidated-module"});
  EXPECT_EQ(findings[0].subject, "app.wasm:0x1f");
  EXPECT_EQ(findings[0].message, "the module uses proposal exception handling, which wasmpair does not validate");
}

TEST(ProveRelease, KeepsTextOfTheModuleOutOfCommands) {
  ModuleFixture fixture = go_module();
  fixture.module.go_version = GoVersion{"go1.24.4$(evil)", 1, 24};
  const Findings findings = prove(fixture.module, shim_of(edited_shim), std::nullopt, {});
  ASSERT_EQ(ids(findings), Ids{"unknown-shim"});
  EXPECT_EQ(findings[0].advice.find("evil"), std::string::npos);
  EXPECT_NE(findings[0].advice.find("GOTOOLCHAIN=go1.24 "), std::string::npos);
}

}  // namespace
}  // namespace wasmpair
