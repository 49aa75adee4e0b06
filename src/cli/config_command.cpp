#include "wasmpair/config.h"

#include <fmt/format.h>

#include "cli/command.h"
#include "cli/retention_option.h"
#include "cli/values.h"

namespace wasmpair {
namespace {

namespace po = boost::program_options;

/// "  nginx       locations to include in a server block (wasmpair.nginx.conf)" and so on, one per line.
std::string list_targets() {
  std::string list;
  for (const ConfigTarget& target : config_targets())
    list += fmt::format("\n  {:<12}{} ({})", target.name, target.summary, target.file);
  return list;
}

std::vector<po::options_description> options() {
  po::options_description release("The release");
  release.add_options()("manifest", po::value<std::string>()->value_name("FILE"),
                        "the manifest of the release (default: wasmpair.json)")(
      "prefix", po::value<std::string>()->value_name("PATH"),
      "the URL path of its directory, such as /assets/ (default: the path of the base that it was packed with)");
  po::options_description responses("Responses");
  responses.add_options()("encoding", po::value<std::string>()->value_name("ENC"),
                          "the encoding of the uploaded files, for hosts that do not negotiate (cloudflare, s3, gcs): "
                          "identity, br, gzip or zstd")(
      "cloudfront", "of s3: upload what the function of `wasmpair config cloudfront` chooses from")(
      "no-transform", "forbid caches on the way, such as CDNs, to re-encode responses");
  po::options_description pruning("Old releases (s3, gcs)");
  pruning.add_options()(
      "prune", "write the script that deletes what `wasmpair prune` would delete from the manifest's directory");
  add_retention_options(pruning);
  po::options_description go("The Go package (go)");
  go.add_options()("package", po::value<std::string>()->value_name("NAME"),
                   "its name (default: that of its directory, or assets)")(
      "embed", "embed the release that is packed into the same directory");
  po::options_description output("Output");
  output.add_options()("output,o", po::value<std::string>()->value_name("FILE"),
                       "write to this file; of go, to wasmpair.go in this directory")("help,h", "this text");
  return {release, responses, pruning, go, output};
}

ExitStatus run(const OptionValues& values, const Streams& streams) {
  const std::vector<std::string> words = operands(values);
  if (words.size() != 1) fail_usage("config needs one server or host", "Name one of these:" + list_targets());
  ConfigRequest request;
  request.target = words[0];
  if (is_set(values, "manifest")) request.manifest_file = text_value(values, "manifest");
  if (is_set(values, "prefix")) request.site.prefix = text_value(values, "prefix");
  if (is_set(values, "encoding")) request.site.encoding = text_value(values, "encoding");
  if (is_set(values, "cloudfront")) request.site.front = Front::CloudFront;
  if (is_set(values, "no-transform")) request.site.transformation = Transformation::Forbidden;
  if (is_set(values, "package")) request.go_server.package = text_value(values, "package");
  if (is_set(values, "embed")) request.go_server.embedding = Embedding::Embed;
  if (is_set(values, "prune")) request.pruning = retention_from(values);
  if (!request.pruning && (is_set(values, "keep") || is_set(values, "min-age")))
    fail_usage("--keep and --min-age apply to --prune", "Give --prune, too.");
  request.output = text_value(values, "output");
  const Configuration report = config(request);
  if (request.output.empty()) streams.out.write(report.text);
  for (const std::string& note : report.notes) streams.err.print(report_text("note: {}\n", note));
  return ExitStatus::Done;
}

}  // namespace

Command config_command() {
  return {"config", "SERVER [--manifest FILE] [-o FILE] [options]",
          "Write a web server's or host's configuration for a release", options, run};
}

}  // namespace wasmpair
