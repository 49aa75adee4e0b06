// Which functions a host may call, and what it needs to call them.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "guest/guest_checks.h"
#include "guest/wasi_functions.h"

namespace wasmpair {
namespace {

constexpr std::string_view allocator = "alloc";
constexpr std::string_view allocator_signature = "i:i";
constexpr std::string_view initializer = "_initialize";

struct ConventionRow {
  Convention convention;
  const char* name;
  std::string_view signature;
};

constexpr std::array conventions = {ConventionRow{Convention::Handle, "handle", "i:i"},
                                    ConventionRow{Convention::Pointer, "pointer", "ii:I"}};

/// What Go and other compilers export for the host, and what hosts export themselves.
bool is_of_run_time(std::string_view exported) {
  constexpr std::array<std::string_view, 6> names = {"_start", "_initialize", "alloc",
                                                     "malloc", "free",        "__wasm_call_ctors"};
  return std::ranges::find(names, exported) != names.end();
}

bool is_wanted(const ConventionRow& row, const GuestOptions& options) {
  return !options.convention || *options.convention == row.convention;
}

std::optional<Convention> convention_of(const FunctionType& type, const GuestOptions& options) {
  for (const ConventionRow& row : conventions)
    if (is_wanted(row, options) && has_signature(type, row.signature)) return row.convention;
  return std::nullopt;
}

/// "(i32) -> (i32) (convention handle) or (i32, i32) -> (i64) (convention pointer)"
std::string describe_conventions(const GuestOptions& options) {
  std::string list;
  for (const ConventionRow& row : conventions)
    if (is_wanted(row, options))
      list +=
          fmt::format("{}{} (convention {})", list.empty() ? "" : " or ", describe_signature(row.signature), row.name);
  return list;
}

/// "The module exports: run () -> (), memory."
std::string list_exports(const Module& module) {
  constexpr std::size_t most = 12;
  if (module.exports.empty()) return "The module exports nothing.";
  std::string list;
  for (std::size_t i = 0; i < std::min(most, module.exports.size()); ++i) {
    const Export& exported = module.exports[i];
    const FunctionType* const type = module.function_type(exported);
    list += fmt::format("{}{}{}{}", list.empty() ? "" : ", ", exported.name, type ? " " : "",
                        type ? describe(*type) : std::string());
  }
  return fmt::format("The module exports: {}{}.", list, module.exports.size() > most ? ", …" : "");
}

void prove_entry(const Module& module, const std::string& wanted, const GuestOptions& options, GuestProof& proof) {
  const Export* const exported = module.find_export(wanted);
  const FunctionType* const type = exported == nullptr ? nullptr : module.function_type(*exported);
  if (type == nullptr) {
    add_finding(proof.findings, GuestCheck::NoEntry,
                {.subject = wanted,
                 .message = "the module does not export a function of this name",
                 .host = "runtime error: invalid memory address or nil pointer dereference",
                 .advice = fmt::format("Export it: //go:wasmexport {}. {}", wanted, list_exports(module))});
  } else if (const std::optional<Convention> convention = convention_of(*type, options)) {
    proof.entries.push_back({exported->name, *convention});
  } else {
    add_finding(
        proof.findings, GuestCheck::EntryType,
        {.subject = wanted,
         .message = fmt::format("its type is {}, but hosts call {}", describe(*type), describe_conventions(options)),
         .host = fmt::format("expected {} params, but passed 1", type->parameters.size()),
         .advice = "Give it one of these types."});
  }
}

void find_entries(const Module& module, const GuestOptions& options, GuestProof& proof) {
  for (const Export& exported : module.exports) {
    const FunctionType* const type = module.function_type(exported);
    if (type == nullptr || is_of_run_time(exported.name)) continue;
    if (const std::optional<Convention> convention = convention_of(*type, options))
      proof.entries.push_back({exported.name, *convention});
  }
  if (!proof.entries.empty()) return;
  add_finding(
      proof.findings, GuestCheck::NoEntry,
      {.subject = "exports",
       .message = fmt::format("no exported function has a type that hosts call: {}", describe_conventions(options)),
       .host = "",
       .advice = fmt::format("Export one: //go:wasmexport handle. {}", list_exports(module))});
}

/// A function that the host calls if it exists, or that must exist.
void prove_helper(const Module& module, std::string_view helper, std::string_view signature, Findings& findings) {
  const Export* const exported = module.find_export(helper);
  if (exported == nullptr) return;
  const FunctionType* const type = module.function_type(*exported);
  if (type != nullptr && has_signature(*type, signature)) return;
  add_finding(findings, GuestCheck::EntryType,
              {.subject = std::string(helper),
               .message = fmt::format("it is {}, but hosts need a function of type {}",
                                      type ? describe(*type) : fmt::format("a {}", name(exported->kind)),
                                      describe_signature(signature)),
               .host = "",
               .advice = "Rename it, or give it that type."});
}

void prove_allocator(const Module& module, GuestProof& proof) {
  const auto found = std::ranges::find(proof.entries, Convention::Pointer, &GuestEntry::convention);
  if (found == proof.entries.end()) return;
  prove_helper(module, allocator, allocator_signature, proof.findings);
  if (module.find_export(allocator) != nullptr) return;
  add_finding(proof.findings, GuestCheck::NoAllocator,
              {.subject = std::string(found->name),
               .message = fmt::format("it has the type of the convention pointer, but the module exports no function "
                                      "{} {}, with which a host allocates the input",
                                      allocator, describe_signature(allocator_signature)),
               .host = "",
               .advice = "Export it, or use the convention handle, which needs no allocator."});
}

}  // namespace

const char* name(Convention convention) {
  return std::ranges::find(conventions, convention, &ConventionRow::convention)->name;
}

void prove_guest_entries(const Module& module, const GuestOptions& options, GuestProof& proof) {
  if (module.kind == ModuleKind::GoWasip1Command) return;  // its exports must not be called
  for (const std::string& entry : options.entries) prove_entry(module, entry, options, proof);
  if (options.entries.empty()) find_entries(module, options, proof);
  prove_helper(module, initializer, ":", proof.findings);
  prove_allocator(module, proof);
}

}  // namespace wasmpair
