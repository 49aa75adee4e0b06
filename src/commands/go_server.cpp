#include "commands/go_server.h"

#include <fmt/format.h>

#include <boost/filesystem/operations.hpp>
#include <boost/filesystem/path.hpp>

#include "commands/write_source.h"
#include "go_package/identifiers.h"
#include "go_package/server_file.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

namespace fs = boost::filesystem;

/// Where the file is written.
struct Destination {
  std::string directory;
  std::string file_name;
};

/// "assets/" and "assets" -> assets/wasmpair.go; "assets/serve.go" is a file.
Destination destination_of(const std::string& output) {
  const fs::path path = fs::path(output).lexically_normal();
  if (path.extension() != ".go") return {output, std::string(server_file_name)};
  const std::string parent = path.parent_path().generic_string();
  return {parent.empty() ? "." : parent, path.filename().generic_string()};
}

void expect_no_release_options(const ConfigRequest& request) {
  const SiteOptions& site = request.site;
  const bool any = request.manifest_file || site.prefix || site.encoding ||
                   site.transformation == Transformation::Forbidden || site.front == Front::CloudFront ||
                   request.pruning;
  if (any)
    throw Error("", "--manifest, --prefix, --encoding, --no-transform, --cloudfront and --prune do not apply to go",
                "The package reads the manifest of the release when the program runs. See wasmpair config --help.");
}

/// The name of the directory, without a "/" at its end.
std::string name_of(const std::string& directory) {
  const fs::path path = fs::absolute(directory).lexically_normal();
  return (path.filename() == "." ? path.parent_path() : path).filename().generic_string();
}

std::string package_name(const GoServerOptions& options, const std::string& directory) {
  if (options.package) {
    if (is_package_name(*options.package)) return *options.package;
    throw Error("", fmt::format("'{}' cannot be the name of a Go package", *options.package),
                "Name it with lower-case letters and digits: --package assets.");
  }
  if (directory.empty()) return "assets";
  std::string name = package_name_from(name_of(directory));
  if (is_package_name(name)) return name;
  throw Error("", fmt::format("the directory {} cannot name a Go package", directory),
              "Name the package: --package assets.");
}

std::string usage(const std::string& package, Embedding embedding) {
  if (embedding == Embedding::Load) return fmt::format("serve a release with {}.Open(os.DirFS(\"dist\"))", package);
  return fmt::format("pack the release into the same directory, then serve it with {}.Embedded()", package);
}

}  // namespace

Configuration write_go_server(const ConfigRequest& request) {
  expect_no_release_options(request);
  const Embedding embedding = request.go_server.embedding.value_or(Embedding::Load);
  const Destination destination = request.output.empty() ? Destination{} : destination_of(request.output);
  const std::string package = package_name(request.go_server, destination.directory);
  GoFile file = server_file(package, embedding);
  Configuration configuration{file.text, {}};
  if (request.output.empty()) return configuration;
  file.name = destination.file_name;
  const std::string written = write_source(destination.directory, file);
  configuration.notes.push_back(fmt::format("wrote {}; {}", written, usage(package, embedding)));
  return configuration;
}

}  // namespace wasmpair
