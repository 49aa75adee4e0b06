// The names in the shim's objects that the module's code looks up.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>

#include "pair/finding_table.h"
#include "pair/proof_parts.h"
#include "util/text_bytes.h"

namespace wasmpair {
namespace {

/// True if the program contains package syscall/js of Go >= 1.12, which writes these names as they are in its data:
/// a program without it, such as an empty main, looks nothing up.
bool looks_up_properties(const Module& module) {
  const Section* data = module.find_section(SectionId::Data);
  if (data == nullptr) return false;
  const std::string_view payload = text_of(module.bytes.subspan(data->payload_offset, data->payload_bytes));
  return payload.find("_makeFuncWrapper") != std::string_view::npos ||
         payload.find("_pendingEvent") != std::string_view::npos;
}

/// The panic of the first callback, or of its first event.
std::string predict(std::string_view missing) {
  if (missing == "_makeFuncWrapper")
    return "panic: syscall/js: Value.Call: property _makeFuncWrapper is not a function, got undefined";
  if (missing == "_pendingEvent") return "panic: syscall/js: call of Value.Get on undefined";
  return "";
}

}  // namespace

void prove_properties(const PairUnderTest& pair, Findings& findings) {
  const auto& missing = pair.shim.missing_properties;
  if (pair.shim.is_known() || missing.empty() || !looks_up_properties(pair.module)) return;
  findings.push_back(make_finding(
      Check::MissingProperty,
      {.subject = fmt::format("{}", fmt::join(missing, ", ")),
       .message = fmt::format("{} looks {} up by name, but {} has no such {}: a tool probably renamed {}",
                              describe_module(pair.module), missing.size() == 1 ? "it" : "them", describe_shim(pair),
                              missing.size() == 1 ? "property" : "properties", missing.size() == 1 ? "it" : "them"),
       .browser = predict(missing.front()),
       .advice = "Minify the shim without renaming properties, e.g. without terser's --mangle-props or esbuild's "
                 "--mangle-props. " +
                 advise_fitting_shim(pair.module)}));
}

}  // namespace wasmpair
