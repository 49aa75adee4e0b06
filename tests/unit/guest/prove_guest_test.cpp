#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/module_text.h"
#include "wasmpair/guest.h"
#include "wasmpair/incident.h"

namespace wasmpair {
namespace {

using testing::module_of;

/// The parts of a module that can be contained: an entry handle (i32) -> (i32), function 0, and a memory.
struct GuestText {
  std::string imports = "0";
  std::string table{};
  std::string memory = "memory: { 1 min-max 2 64 }";
  std::string exports = R"(2 "memory" memory 0 "handle" function 0)";
  std::string after{};

  Bytes bytes() const {
    return module_of(
        "type: { 4  func 1 i32 1 i32  func 2 i32 i32 1 i64  func 0 0  func 4 i32 i32 i32 i32 1 i32 } import: { " +
        imports + " } function: { 3 0 1 2 } " + table + " " + memory + " export: { " + exports +
        " } code: { 3 { 0 local.get 0 end } { 0 i64.const s0 end } { 0 end } } " + after);
  }
};

GuestProof prove(const Bytes& bytes, const GuestOptions& options = {}) {
  return prove_guest(read_module(bytes, "guest.wasm"), options);
}

std::vector<std::string> ids_of(const Findings& findings) {
  std::vector<std::string> ids;
  for (const Finding& finding : findings) {
    ids.push_back(finding.id);
    EXPECT_NE(find_incident(finding.id), nullptr) << finding.id;
    EXPECT_NE(finding.advice, "") << finding.id;
  }
  return ids;
}

std::vector<std::string> ids(const GuestText& text, const GuestOptions& options = {}) {
  return ids_of(prove(text.bytes(), options).findings);
}

std::vector<std::string> notes(const GuestText& text) {
  std::vector<std::string> places;
  for (const Warning& note : prove(text.bytes()).notes) {
    places.push_back(note.place);
    EXPECT_NE(find_incident(note.place), nullptr) << note.place;
  }
  return places;
}

using Ids = std::vector<std::string>;

TEST(ProveGuest, AcceptsAModuleWithAnEntryAndAMemory) {
  const Bytes bytes = GuestText().bytes();
  const GuestProof proof = prove(bytes);
  EXPECT_EQ(ids_of(proof.findings), Ids{});
  ASSERT_EQ(proof.entries.size(), 1U);
  EXPECT_EQ(proof.entries[0].name, "handle");
  EXPECT_EQ(proof.entries[0].convention, Convention::Handle);
  EXPECT_TRUE(proof.capabilities.empty());
  EXPECT_TRUE(proof.notes.empty());
}

TEST(ProveGuest, FindsWhatIsNotAModule) { EXPECT_EQ(ids_of(prove({'P', 'K'}).findings), Ids{"not-a-module"}); }

TEST(ProveGuest, FindsModulesForTheBrowser) {
  EXPECT_EQ(ids({.imports = R"(1 "gojs" "runtime.wasmExit" function 2)",
                 .after = R"(custom: { "go:buildid" 'Go build ID: "x"' })"}),
            Ids{"js-guest"});
}

TEST(ProveGuest, FindsCommandsAndOldReleases) {
  const auto built_by = [](const std::string& version) {
    return R"(custom: { "producers" 1 "language" 1 "Go" ")" + version + "\" }";
  };
  const std::string command = R"(3 "memory" memory 0 "handle" function 0 "_start" function 2)";
  EXPECT_EQ(ids({.exports = command, .after = built_by("go1.26.0")}), Ids{"command-guest"});
  EXPECT_EQ(ids({.exports = command, .after = built_by("go1.23.4")}), (Ids{"old-guest", "command-guest"}));
  EXPECT_EQ(ids({.imports = R"(1 "go" "runtime.wasmExit" function 2)", .after = built_by("go1.20")}),
            (Ids{"old-guest", "js-guest"}));
  const std::string reactor = R"(3 "memory" memory 0 "handle" function 0 "_initialize" function 2)";
  EXPECT_EQ(ids({.exports = reactor, .after = built_by("go1.24.0")}), Ids{});
}

TEST(ProveGuest, FindsEntriesThatAreMissingOrOfAnotherType) {
  EXPECT_EQ(ids({}, {.entries = {"other"}}), Ids{"no-entry"});
  EXPECT_EQ(ids({}, {.entries = {"memory"}}), Ids{"no-entry"});
  EXPECT_EQ(ids({.exports = R"(2 "memory" memory 0 "run" function 2)"}), Ids{"no-entry"});
  EXPECT_EQ(ids({.exports = R"(2 "memory" memory 0 "run" function 2)"}, {.entries = {"run"}}), Ids{"entry-type"});
  EXPECT_EQ(ids({.exports = R"(3 "memory" memory 0 "handle" function 0 "_initialize" function 0)"}), Ids{"entry-type"});
}

TEST(ProveGuest, NeedsAnAllocatorForTheConventionPointer) {
  EXPECT_EQ(ids({.exports = R"(2 "memory" memory 0 "process" function 1)"}), Ids{"no-allocator"});
  EXPECT_EQ(ids({.exports = R"(3 "memory" memory 0 "process" function 1 "alloc" function 0)"}), Ids{});
  EXPECT_EQ(ids({.exports = R"(3 "memory" memory 0 "process" function 1 "alloc" function 2)"}), Ids{"entry-type"});
}

TEST(ProveGuest, FindsMemoriesThatCannotBeLimited) {
  EXPECT_EQ(ids({.exports = R"(1 "handle" function 0)"}), Ids{"no-memory"});
  EXPECT_EQ(ids({.imports = R"(1 "env" "memory" memory min 1)", .memory = ""}), Ids{"imported-memory"});
  EXPECT_EQ(ids({.memory = "memory: { 2 min 1 min 1 }"}), Ids{"second-memory"});
  EXPECT_EQ(ids({.memory = "memory: { 1 #04 1 }"}), Ids{"wide-addresses"});
  EXPECT_EQ(ids({.memory = "memory: { 1 #03 1 2 }"}), (Ids{"shared-memory", "unvalidated-module"}));
}

TEST(ProveGuest, ComparesTheMinimumWithTheCapInCompletePages) {
  const GuestText two_pages;
  EXPECT_EQ(ids(two_pages, {.memory = 2 * 65536}), Ids{});
  EXPECT_EQ(ids(two_pages, {.memory = 2 * 65536 - 1}), Ids{"memory-over-cap"});
  EXPECT_EQ(ids(two_pages, {.memory = 0}), Ids{"memory-over-cap"});
  EXPECT_EQ(ids(two_pages, {.memory = UINT64_MAX}), Ids{});
}

TEST(ProveGuest, FindsHugeTables) {
  EXPECT_EQ(ids({.table = "table: { 1 funcref min 1048576 }"}), Ids{});
  EXPECT_EQ(ids({.table = "table: { 1 funcref min 1048577 }"}), Ids{"table-size"});
  EXPECT_EQ(ids({.table = "table: { 2 funcref min 524288 externref min 524288 }"}), Ids{});
  EXPECT_EQ(ids({.table = "table: { 2 funcref min 524288 externref min 524289 }"}), Ids{"table-size"});
}

TEST(ProveGuest, FindsImportsThatNoHostProvides) {
  const auto importing = [](const std::string& import) {
    const bool is_function = import.find("function") != std::string::npos;  // then the entry is function 1
    return ids({.imports = "1 " + import,
                .exports = std::string(R"(2 "memory" memory 0 "handle" function )") + (is_function ? "1" : "0")});
  };
  EXPECT_EQ(importing(R"("env" "f" function 2)"), Ids{"unknown-import"});
  EXPECT_EQ(importing(R"("wasi_snapshot_preview1" "fd_writ" function 3)"), Ids{"unknown-import"});
  EXPECT_EQ(importing(R"("env" "g" global i32 0)"), Ids{"unknown-import"});
  EXPECT_EQ(importing(R"("wasi_snapshot_preview1" "fd_write" function 3)"), Ids{});
  EXPECT_EQ(importing(R"("wasi_snapshot_preview1" "fd_write" function 2)"), Ids{"import-type"});
  EXPECT_EQ(importing(R"("wasi_snapshot_preview1" "fd_write" global i32 0)"), Ids{"import-type"});
}

TEST(ProveGuest, FindsExportsWithNamesOfTheHost) {
  EXPECT_EQ(ids({.exports = R"(3 "memory" memory 0 "handle" function 0 "wasmpair.meter" function 2)"}),
            Ids{"reserved-export"});
}

/// A guest whose entry has this body, in front of `local.get 0 end`, and a table with these limits.
GuestProof prove_body(const std::string& body, const std::string& limits = "min 1") {
  return prove(module_of("type: { 1 func 1 i32 1 i32 } function: { 1 0 } table: { 1 funcref " + limits +
                         R"( } memory: { 1 min-max 2 64 } export: { 2 "memory" memory 0 "handle" function 0 })" +
                         " code: { 1 { 0 " + body + " local.get 0 end } }"));
}

TEST(ProveGuest, FindsTablesThatGrowWithoutALimit) {
  const std::string grow = "ref.null funcref i32.const s1 bulk 15 0 drop";
  EXPECT_EQ(ids_of(prove_body(grow).findings), Ids{"table-growth"});
  EXPECT_EQ(ids_of(prove_body(grow, "min-max 1 1048577").findings), Ids{"table-growth"});
  EXPECT_EQ(ids_of(prove_body(grow, "min-max 1 1048576").findings), Ids{});
  EXPECT_EQ(ids_of(prove_body(grow, "min-max 1 4294967295").findings), Ids{"table-growth"});
  EXPECT_EQ(ids_of(prove_body("").findings), Ids{});
}

TEST(ProveGuest, FindsFunctionsThatEnginesCompileSlowly) {
  const auto repeated = [](const std::string& text, int count) {
    std::string all;
    for (int i = 0; i < count; ++i) all += text;
    return all;
  };
  EXPECT_EQ(ids_of(prove_body(repeated("nop ", 262'140)).findings), Ids{});  // five bytes are around them
  EXPECT_EQ(ids_of(prove_body(repeated("nop ", 262'141)).findings), Ids{"huge-function"});
  EXPECT_EQ(ids_of(prove_body(repeated("block empty end ", 8'000)).findings), Ids{});
  EXPECT_EQ(ids_of(prove_body(repeated("block empty end ", 8'001)).findings), Ids{"huge-function"});
}

TEST(ProveGuest, SaysWhatElseIsTheStateOfAnInstance) {
  EXPECT_EQ(prove_body("").other_state, "");
  EXPECT_TRUE(
      prove_body("i32.const s0 ref.null funcref table.set 0").other_state.starts_with("it changes a table, at 0x"));
}

TEST(ProveGuest, ListsCapabilitiesByKind) {
  const GuestText text{.imports = R"(3 "wasi_snapshot_preview1" "path_unlink_file" function 3
                                       "wasi_snapshot_preview1" "fd_write" function 3
                                       "wasi_snapshot_preview1" "fd_write" function 3)"};
  const Bytes bytes = text.bytes();
  const Module module = read_module(bytes, "guest.wasm");
  EXPECT_TRUE(uses_wasi(module));
  const std::vector<CapabilityUse> uses = capabilities(module);
  ASSERT_EQ(uses.size(), 2U);
  EXPECT_EQ(uses[0].capability, Capability::Output);
  EXPECT_EQ(uses[0].functions, std::vector<std::string_view>{"fd_write"});
  EXPECT_EQ(uses[1].capability, Capability::Files);
}

TEST(ProveGuest, NotesWhatAnOperatorShouldKnow) {
  EXPECT_EQ(notes({.memory = "memory: { 1 min 1 }"}), Ids{"unbounded-memory"});
  EXPECT_EQ(notes({.imports = R"(1 "wasi_snapshot_preview1" "path_open" function 3)"}), Ids{"file-access"});
  EXPECT_EQ(notes({.imports = R"(1 "wasi_snapshot_preview1" "sock_recv" function 3)"}), Ids{"socket-access"});
  EXPECT_EQ(notes({.after = R"(custom: { "name" 0 { "guest" } })"}), Ids{"module-name"});
  EXPECT_EQ(notes({.after = R"(custom: { "name" 0 { 9 } })"}), Ids{});  // unreadable, so absent
}

}  // namespace
}  // namespace wasmpair
