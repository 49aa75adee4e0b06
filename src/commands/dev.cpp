#include "wasmpair/dev.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/filesystem/operations.hpp>
#include <boost/filesystem/path.hpp>
#include <utility>

#include "commands/server_process.h"
#include "dev/go_packages.h"
#include "dev/private_directory.h"
#include "dev/retained_files.h"
#include "dev/session.h"
#include "preview/server.h"
#include "publish/bundle_name.h"
#include "toolchain/go_command.h"
#include "util/files.h"
#include "util/platform/signals.h"
#include "util/system_error.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

namespace fs = boost::filesystem;

constexpr const char* name_a_package = "Name the directory of one main package: wasmpair dev ./cmd/app";

std::string without_trailing_newlines(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

GoTool find_tool(const DevRequest& request) {
  std::string program = find_go(request.pack.toolchain.go);
  if (program.empty())
    throw Error(request.pack.toolchain.go, "there is no such command",
                "Install Go and add it to PATH, or name it with --go PROGRAM.");
  return {std::move(program), request.package, request.build_flags, {"GOOS=js", "GOARCH=wasm"}, ""};
}

/// The packages of the program. Throws Error if it can have none, whatever its sources say.
std::vector<GoPackage> list_program(const GoTool& go) {
  const CommandOutput listed = run(list_command(go));
  if (!listed.succeeded)
    throw Error("", "go list failed: " + without_trailing_newlines(listed.errors),
                "Run this in the directory of a Go module; `go mod init NAME` makes one.");
  std::vector<GoPackage> packages = read_go_packages(listed.output);
  if (std::ranges::count(packages, true, &GoPackage::is_named) != 1)
    throw Error(go.package, "is not one package", name_a_package);
  const GoPackage& program = *std::ranges::find(packages, true, &GoPackage::is_named);
  // A mistake in its sources may hide its name; that will be shown in the page.
  if (program.name.empty() && program.files.empty())
    throw Error(go.package, without_trailing_newlines(program.error.empty() ? "has no Go files" : program.error),
                name_a_package);
  if (!program.name.empty() && program.name != "main")
    throw Error(go.package, fmt::format("is the package {}, not a main package", program.name), name_a_package);
  return packages;
}

/// go.work, or the place of one.
std::string workspace_file(const GoTool& go) {
  const std::string output = without_trailing_newlines(run(environment_command(go)).output);
  const fs::path file = output.substr(output.find('\n') + 1);
  return file.is_absolute() ? file.generic_string() : "";  // it may be "off"
}

/// As go build names the program: by the last element of its path that is not a major version.
std::string default_name(const GoPackage& program) {
  fs::path path(program.import_path == "command-line-arguments" ? program.directory : program.import_path);
  const std::string last = path.filename().generic_string();
  const bool is_version =
      last.size() > 1 && last[0] == 'v' && last.find_first_not_of("0123456789", 1) == std::string::npos;
  if (is_version && path.has_parent_path()) path = path.parent_path();
  return bundle_name_from(path.filename().generic_string());
}

PageSources page_sources(const PackRequest& pack) {
  PageSources sources;
  sources.files = pack.templates;
  if (!pack.toolchain.shim_file.empty()) sources.files.push_back(pack.toolchain.shim_file);
  for (const std::string& asset : pack.assets) (is_directory(asset) ? sources.assets : sources.files).push_back(asset);
  return sources;
}

/// What may stop packing between two steps of it.
class UntilCancelled : public Progress {
 public:
  struct Cancelled {};

  explicit UntilCancelled(const std::atomic<bool>& cancelled) : cancelled_(cancelled) {}
  void update(std::string_view, std::uint64_t, std::uint64_t) override {
    if (cancelled_) throw Cancelled{};
  }

 private:
  const std::atomic<bool>& cancelled_;
};

DevFailure refused(const std::vector<Refusal>& refusals) {
  DevFailure failure{"The program does not fit its shim", {}};
  for (const Refusal& refusal : refusals)
    for (const Finding& finding : refusal.findings)
      failure.problems.push_back({finding.subject, finding.message + ".\n" + finding.advice});
  return failure;
}

DevFailure failed(const Error& error) {
  DevFailure failure{"The release cannot be packed", {{error.place(), error.problem()}}};
  if (!error.advice().empty()) failure.problems[0].text += "\n" + error.advice();
  return failure;
}

Packed pack_module(const PackRequest& request, const std::atomic<bool>& cancelled, RetainedFiles& retained) {
  Packed packed;
  try {
    UntilCancelled progress(cancelled);
    const PackReport report = pack(request, &progress);
    if (!report.refusals.empty()) {
      packed.failure = refused(report.refusals);
      return packed;
    }
    retained.keep_latest();
    packed.warnings = report.warnings;
    const auto& encodings = report.bundles[0].module_encodings;
    packed.download = report.bundles[0].published.wasm.bytes;
    for (const EncodingReport& encoding : encodings) packed.download = std::min(packed.download, encoding.bytes);
  } catch (const UntilCancelled::Cancelled&) {
    packed.was_cancelled = true;
  } catch (const Error& error) {  // a mistake in a template, for example: it is shown until it is fixed
    packed.failure = failed(error);
  } catch (const std::exception& error) {
    packed.failure = DevFailure{"The release cannot be packed", {{"", error.what()}}};
  }
  return packed;
}

/// The request for one build after the other, in the directory of this run.
PackRequest pack_request(const DevRequest& request, const GoPackage& program, const std::string& directory) {
  PackRequest pack = request.pack;
  const std::string name = pack.modules.empty() ? "" : pack.modules[0].name;
  const std::string chosen = name.empty() ? default_name(program) : name;
  pack.modules = {{directory + "/build/" + chosen + ".wasm", chosen}};
  pack.out_dir = directory + "/release";
  pack.level = Level::Fast;
  if (pack.toolchain.module_dir.empty()) pack.toolchain.module_dir = ".";
  return pack;
}

void serve_program(const DevRequest& request, DevObserver& observer, GoTool go,
                   const std::vector<GoPackage>& packages) {
  boost::asio::io_context context(1);
  boost::asio::signal_set signals(context);
  for (const int number : platform::ending_signals()) signals.add(number);

  const PrivateDirectory directory;
  for (const char* name : {"/build", "/release", "/tmp"}) fs::create_directory(directory.path() + name);
  const PackRequest pack =
      pack_request(request, *std::ranges::find(packages, true, &GoPackage::is_named), directory.path());
  RetainedFiles retained(pack.out_dir);
  const std::string workspace = workspace_file(go);
  go.temporary_directory = directory.path() + "/tmp";

  PreviewOptions preview = request.preview;
  preview.directory = pack.out_dir;
  preview.kind = PreviewKind::Development;
  preview.limits.connections = affordable_connections(preview.limits.connections);
  Server server(context, preview, observer);
  Session session(context,
                  {go, pack.modules[0].file, page_sources(pack), workspace, request.server_command,
                   [&](const std::atomic<bool>& cancelled) { return pack_module(pack, cancelled, retained); }},
                  server, observer);
  signals.async_wait([&](const boost::system::error_code& error, int) {
    if (error) return;
    session.stop();
    server.stop();
    context.stop();
  });
  server.start();
  session.start(packages);
  context.run();
  platform::block_signals(platform::ending_signals());
}

}  // namespace

void dev(const DevRequest& request, DevObserver& observer) {
  const GoTool go = find_tool(request);
  const std::vector<GoPackage> packages = list_program(go);
  try {
    serve_program(request, observer, go, packages);
  } catch (const boost::system::system_error& error) {  // of Boost.Asio: the system refuses what every server needs
    throw system_error("", "start the server", error.code());
  }
}

}  // namespace wasmpair
