#include "wasmpair/render.h"

#include "cli/command.h"
#include "cli/values.h"

namespace wasmpair {
namespace {

namespace po = boost::program_options;

std::vector<po::options_description> options() {
  const auto word = [](const char* name) { return po::value<std::string>()->value_name(name); };
  po::options_description page("What to write");
  page.add_options()("manifest", word("FILE"), "the release's wasmpair.json (required)")(
      "output,o", word("FILE"), "the file to write, completely or not at all (default: standard output)")(
      "nonce", word("TEXT"), "the placeholder that the page's server replaces with a nonce, such as {{.Nonce}}")(
      "help,h", "this text");
  return {page};
}

ExitStatus run(const OptionValues& values, const Streams& streams) {
  const std::vector<std::string> files = operands(values);
  if (files.size() != 1) fail_usage("render needs one template", "Name an .html or .js file.");
  RenderRequest request{files[0], text_value(values, "manifest"), text_value(values, "output"), parse_nonce(values)};
  if (request.manifest_file.empty())
    fail_usage("render needs --manifest FILE", "Name the wasmpair.json that `wasmpair pack` wrote.");
  if (is_set(values, "output") && request.output.empty())
    fail_usage("-o cannot be ''", "Name the file to write, or omit the option.");
  const std::string page = render(request);
  if (request.output.empty()) streams.out.write(page);
  return ExitStatus::Done;
}

}  // namespace

Command render_command() {
  return {"render", "TEMPLATE --manifest FILE [-o FILE] [options]", "Fill in a template from a release's manifest",
          options, run};
}

}  // namespace wasmpair
