// Points 3 and 4: host features that the module needs besides its imports, and room for its arguments.
#include <fmt/format.h>

#include <string_view>

#include "pair/finding_table.h"
#include "pair/proof_parts.h"
#include "util/text_bytes.h"

namespace wasmpair {
namespace {

/// The first release whose package syscall reads fs.constants.O_DIRECTORY and calls path.resolve.
constexpr int first_minor_with_directory_flag = 24;

/// True if the program reads fs.constants.O_DIRECTORY and calls path.resolve: package syscall of Go >= 1.24 does both,
/// and every program that uses os or fmt links it. The module's data then contains the name O_DIRECTORY, which alone
/// decides for a module without a version.
bool uses_directory_flag(const Module& module) {
  if (module.go_version && !module.go_version->at_least(first_minor_with_directory_flag)) return false;
  const Section* data = module.find_section(SectionId::Data);
  if (data == nullptr) return false;
  const std::string_view payload = text_of(module.bytes.subspan(data->payload_offset, data->payload_bytes));
  return payload.find("O_DIRECTORY") != std::string_view::npos;
}

/// Go 1.24.0 and its pre-releases crash at startup without the flag; since 1.24.1 it may be absent.
bool crashes_without_flag(const Module& module) {
  if (!module.go_version || module.go_version->minor != first_minor_with_directory_flag) return false;
  const std::string_view version = module.go_version->text;
  return version == "go1.24" || version == "go1.24.0" || version.starts_with("go1.24rc") ||
         version.starts_with("go1.24beta");
}

Finding missing_flag(const PairUnderTest& pair) {
  const bool crashes = crashes_without_flag(pair.module);
  return make_finding(
      Check::DirectoryFlag, crashes ? Consequence::FailsAtRunTime : Consequence::Unproven,
      {.subject = "fs.constants.O_DIRECTORY",
       .message = fmt::format("{} {}, but {} does not define it in its fs", describe_module(pair.module),
                              crashes ? "reads it at startup and crashes without it" : "needs it to open directories",
                              describe_shim(pair)),
       .browser = crashes ? "panic: syscall/js: call of Value.Int on undefined" : "",
       .advice = advise_fitting_shim(pair.module)});
}

Finding missing_path(const PairUnderTest& pair) {
  return make_finding(
      Check::PathResolve,
      {.subject = "path.resolve",
       .message =
           fmt::format("{} calls it for every file that it opens, but {} does not define it; a program that opens no "
                       "file, or runs in a page without a file system, is not affected",
                       describe_module(pair.module), describe_shim(pair)),
       .browser = "panic: syscall/js: call of Value.Call on undefined",
       .advice = advise_fitting_shim(pair.module)});
}

}  // namespace

void prove_host_features(const PairUnderTest& pair, Findings& findings) {
  const Shim& shim = pair.shim;
  if ((shim.has_directory_flag && shim.has_path_resolve) || !uses_directory_flag(pair.module)) return;
  if (!shim.has_directory_flag) findings.push_back(missing_flag(pair));
  if (!shim.has_path_resolve) findings.push_back(missing_path(pair));
}

void prove_argument_space(const PairUnderTest& pair, Findings& findings) {
  const auto limit = pair.shim.min_data_address;
  const auto lowest = pair.module.data.lowest_address;
  if (!limit || !lowest || *limit <= *lowest) return;
  findings.push_back(make_finding(
      Check::DataBelowArguments,
      {.subject = "wasmMinDataAddr",
       .message = fmt::format("{} has data from address {} on, but {} writes arguments and environment below {}: long "
                              "ones silently overwrite the data",
                              describe_module(pair.module), *lowest, describe_shim(pair), *limit),
       .browser = "",
       .advice = advise_fitting_shim(pair.module)}));
}

}  // namespace wasmpair
