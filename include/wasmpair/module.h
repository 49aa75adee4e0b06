// The model of a WebAssembly module: what the binary says about itself.
// Source of the format: WebAssembly Core Specification 2.0, chapter 5 (binary format); additions of 3.0 are noted where
// they matter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wasmpair/bytes.h"
#include "wasmpair/go_version.h"

namespace wasmpair {

/// Section ids, in the numbering of the specification (5.5.2; Tag since 3.0).
enum class SectionId : std::uint8_t {
  Custom = 0,
  Type = 1,
  Import = 2,
  Function = 3,
  Table = 4,
  Memory = 5,
  Global = 6,
  Export = 7,
  Start = 8,
  Element = 9,
  Code = 10,
  Data = 11,
  DataCount = 12,
  Tag = 13,
};

/// The specification's name: "type", "import", …
const char* name(SectionId id);

/// One section. Offsets count bytes from the start of the file.
struct Section {
  SectionId id;
  std::string_view custom_name;    ///< Empty unless id is Custom.
  std::size_t offset = 0;          ///< Of the id byte.
  std::size_t payload_offset = 0;  ///< After id and size; in a custom section, after its name too.
  std::size_t payload_bytes = 0;
  std::size_t end() const { return payload_offset + payload_bytes; }
};

/// A function type: the bytes of its parameter and result types (5.3.1: 0x7f is i32). A type takes one byte, except for
/// references to a heap type by number (3.0), which take more.
struct FunctionType {
  ByteView parameters;
  ByteView results;
};

/// "(i32, f64) -> (i32)".
std::string describe(const FunctionType& type);

enum class ExternalKind : std::uint8_t { Function = 0, Table = 1, Memory = 2, Global = 3, Tag = 4 };

/// "function", "table", …
const char* name(ExternalKind kind);

/// The type of a memory's addresses: i64 since 3.0 (memory64).
enum class AddressType { I32, I64 };

/// Whether threads may share a memory: a proposal.
enum class Sharing { Unshared, Shared };

/// Limits of a memory, in pages of 65,536 bytes.
struct MemoryLimits {
  std::uint64_t minimum_pages = 0;
  std::optional<std::uint64_t> maximum_pages;
  AddressType addresses = AddressType::I32;
  Sharing sharing = Sharing::Unshared;
};

/// Limits of a table, in elements.
struct TableLimits {
  std::uint64_t minimum = 0;
  std::optional<std::uint64_t> maximum;
};

/// What goes beyond version 2.0 of the specification.
enum class Proposal : std::uint8_t {
  TailCalls,
  ExtendedConstants,
  MultipleMemories,
  Memory64,
  ExceptionHandling,
  LegacyExceptionHandling,
  RelaxedSimd,
  Threads,
  TypedFunctionReferences,
  GarbageCollection,
  StackSwitching,
  CustomPageSizes,
  CustomDescriptors,
};
inline constexpr std::size_t proposal_count = 13;

/// "tail calls", "garbage collection", …
const char* name(Proposal proposal);

/// Whether read_module validates what uses a proposal.
enum class Validation { Complete, Skipped };
Validation validation(Proposal proposal);

/// The first use of a proposal.
struct ProposalUse {
  Proposal proposal;
  std::size_t offset = 0;  ///< In the file.
};

struct Import {
  std::string_view module;
  std::string_view name;
  ExternalKind kind;
  std::uint32_t type_index = 0;  ///< Index into Module::types; meaningful for functions only.
  std::size_t offset = 0;        ///< Of its first byte in the file.
};

struct Export {
  std::string_view name;
  ExternalKind kind;
  std::uint32_t index = 0;
  std::size_t offset = 0;  ///< Of its first byte in the file.
};

/// A name and version of the `producers` section, e.g. field "language", name "Go", version "go1.24.4". The version may
/// be empty.
/// Source: WebAssembly tool-conventions, ProducersSection.md.
struct Producer {
  std::string_view field;
  std::string_view name;
  std::string_view version;
};

enum class SegmentMode {
  Active,   ///< Written to a memory when the module is instantiated.
  Passive,  ///< Written by memory.init at run time.
};

/// A segment of the data section.
struct DataSegment {
  SegmentMode mode = SegmentMode::Active;
  std::uint32_t memory = 0;  ///< Index of the memory that an active segment is written to.
  /// The address of an active segment if it is a plain `i32.const N`; nothing if it is computed, or if the memory's
  /// addresses are 64 bits wide.
  std::optional<std::uint32_t> address;
  ByteView payload;

  /// One past the last address written.
  std::uint64_t end() const { return std::uint64_t{address.value_or(0)} + payload.size(); }
};

/// A summary of the data section.
struct DataSummary {
  std::uint32_t segments = 0;
  std::uint64_t bytes = 0;  ///< Payload of all segments together.
  /// The lowest address among segments that write at least one byte to memory 0 at an i32 constant; empty if none does.
  std::optional<std::uint64_t> lowest_address;
};

/// The module info that the Go linker embeds (Go >= 1.14 in module mode), which `go version -m` prints. Fields are as
/// the linker wrote them and need not be UTF-8; a field that the module does not have is empty.
struct ModuleInfo {
  struct Dependency {
    std::string_view path;
    std::string_view version;
    std::string_view sum;                  ///< "h1:…", of the replacement if there is one; empty if local.
    std::string_view replacement_path;     ///< Empty if the module is not replaced.
    std::string_view replacement_version;  ///< Empty for a replacement by a directory.
  };
  struct Setting {
    std::string_view key;    ///< "GOOS", "-ldflags", "vcs.revision", …
    std::string_view value;  ///< In Go's double quotes if it contains spaces or quotes.
  };
  std::string_view path;  ///< Package path of main.
  std::string_view main_module;
  std::string_view main_version;
  std::vector<Dependency> dependencies;
  std::vector<Setting> settings;
};

/// The kind of program: the host that it was made for, and the tool that made it.
enum class ModuleKind {
  GoJs,             ///< Go, GOOS=js: runs under wasm_exec.js.
  GoWasip1Command,  ///< Go, GOOS=wasip1, with _start.
  GoWasip1Reactor,  ///< Go >= 1.24, GOOS=wasip1 -buildmode=c-shared, with _initialize.
  TinyGo,
  WasmBindgen,
  Emscripten,
  Other,    ///< A valid module of another kind.
  NotWasm,  ///< The magic number or the version is not WebAssembly's.
};

/// The name in machine output: "go-js", "go-wasip1-command", "tinygo", …
const char* name(ModuleKind kind);

/// For people: "Go program for the browser (GOOS=js)".
const char* title(ModuleKind kind);

/// Where a module names the Go that built it.
enum class VersionPlace {
  CustomSection,  ///< In `producers` or `go.version`, which Go's linker writes and stripping tools remove.
  Data,           ///< In runtime.buildVersion, a variable of the program itself.
};

/// The name in machine output: "custom-section", "data".
const char* name(VersionPlace place);

/// Everything that is read from a module. Views point into the bytes that were read, which must outlive the module.
struct Module {
  ByteView bytes;    ///< The complete file.
  std::string file;  ///< Its name, for messages.
  ModuleKind kind = ModuleKind::NotWasm;

  std::vector<Section> sections;  ///< In file order.
  /// Empty if the type section contains anything other than function types, such as the structures of 3.0.
  std::vector<FunctionType> types;
  std::vector<Import> imports;
  std::vector<Export> exports;
  std::vector<std::uint32_t> function_types;  ///< Type index of each function that the module defines.
  /// Of the first memory that the module defines; empty if it is imported or absent.
  std::optional<MemoryLimits> memory;
  std::vector<TableLimits> tables;  ///< Imported ones first.
  std::vector<DataSegment> data_segments;
  DataSummary data;
  std::vector<Producer> producers;
  /// Every proposal that the module uses, in the order of Proposal. Function bodies that use one whose validation is
  /// Skipped are not validated; if a section other than the code section uses such a proposal, no body is.
  std::vector<ProposalUse> proposals;

  /// From producers, from the go.version section of Go 1.13, or, for a Go program without either, from its data.
  std::optional<GoVersion> go_version;
  VersionPlace go_version_place = VersionPlace::CustomSection;  ///< Where go_version was found, if it was.
  std::string_view module_name;  ///< From the name section; empty if there is none. Go writes none.
  std::string_view build_id;     ///< As `go tool buildid` prints it; empty if there is none.
  std::optional<ModuleInfo> module_info;

  /// The section with that id, or null. For Custom, the first one.
  const Section* find_section(SectionId id) const;
  /// The custom section with that name, or null.
  const Section* find_custom(std::string_view custom_name) const;
  /// The export with that name, or null.
  const Export* find_export(std::string_view export_name) const;
  /// The type of an exported function, or null if the export is not a function. Imported functions count first (2.5.1).
  const FunctionType* function_type(const Export& exported) const;
};

/// Reads everything that Module has, and validates the module as browsers do; file is its name for messages.
///
/// Bytes that do not start with the magic number and version 1 give a Module of kind NotWasm and nothing else. Throws
/// Error for a module that is malformed, invalid (WebAssembly Core Specification 3.0, chapter 3 and appendix A.3) or
/// above a limit of browsers, placed at "FILE:OFFSET" (hexadecimal, "app.wasm:0x1f"), with a problem that names the
/// field or the instruction: of several, the one at the lowest offset. The content of custom sections cannot make a
/// module invalid (2.0, 7.3): one that cannot be read counts as absent. What is not validated is listed in
/// Module::proposals.
///
/// Time is linear in the size of the file; function bodies are validated in up to four threads. Additional memory is
/// below 192 MB whatever the file says, since counts are checked against limits and against the bytes that are left
/// before anything is reserved; for the output of Go's linker it is below 1 MB.
Module read_module(ByteView bytes, std::string file);

}  // namespace wasmpair
