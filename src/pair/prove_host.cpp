// Points 3 and 4: what the module needs of the host beyond its imports, and room for its arguments.
#include <fmt/format.h>

#include <string_view>

#include "pair/finding_table.h"
#include "pair/proof_parts.h"
#include "util/text_bytes.h"

namespace wasmpair {
namespace {

/// The release whose package syscall first reads fs.constants.O_DIRECTORY and calls path.resolve.
constexpr int first_minor_with_directory_flag = 24;

/// True if the program reads fs.constants.O_DIRECTORY and calls path.resolve: package syscall of Go >= 1.24 does both,
/// and is linked by every program that uses os or fmt. The name O_DIRECTORY then stands in the module's data; a module
/// without a version is judged by it alone.
bool uses_directory_flag(const Module& module) {
  if (module.go_version && !module.go_version->at_least(first_minor_with_directory_flag)) return false;
  const Section* data = module.find_section(SectionId::Data);
  if (data == nullptr) return false;
  const std::string_view payload = text_of(module.bytes.subspan(data->payload_offset, data->payload_bytes));
  return payload.find("O_DIRECTORY") != std::string_view::npos;
}

/// Go 1.24.0 and what came before it die at start-up without the flag; from 1.24.1 on it may be absent.
bool dies_without_flag(const Module& module) {
  if (!module.go_version || module.go_version->minor != first_minor_with_directory_flag) return false;
  const std::string_view version = module.go_version->text;
  return version == "go1.24" || version == "go1.24.0" || version.starts_with("go1.24rc") ||
         version.starts_with("go1.24beta");
}

Finding missing_flag(const PairUnderTest& pair) {
  const bool dies = dies_without_flag(pair.module);
  return make_finding(
      Check::DirectoryFlag, dies ? Consequence::FailsAtRunTime : Consequence::Unproven,
      {.subject = "fs.constants.O_DIRECTORY",
       .message = fmt::format("{} reads it {}, and {} does not have it in its fs", describe_module(pair.module),
                              dies ? "when it starts, and dies" : "to open directories, which then fails",
                              describe_shim(pair)),
       .browser = dies ? "panic: syscall/js: call of Value.Int on undefined" : "",
       .advice = advise_fitting_shim(pair.module)});
}

Finding missing_path(const PairUnderTest& pair) {
  return make_finding(
      Check::PathResolve,
      {.subject = "path.resolve",
       .message = fmt::format("{} calls it for every file that it has opened, and {} does not bring it; a program that "
                              "opens no file, or whose page brings no file system, does not notice",
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
       .message = fmt::format("{} has data from address {} on, and {} writes arguments and environment below {}: long "
                              "ones overwrite the data without a word",
                              describe_module(pair.module), *lowest, describe_shim(pair), *limit),
       .browser = "",
       .advice = advise_fitting_shim(pair.module)}));
}

}  // namespace wasmpair
