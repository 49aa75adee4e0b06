#include "wasmpair/init.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/command.h"
#include "cli/values.h"

namespace wasmpair {
namespace {

namespace po = boost::program_options;

std::vector<po::options_description> options() {
  const auto word = [](const char* name) { return po::value<std::string>()->value_name(name); };
  po::options_description project("The project");
  project.add_options()("build", word("TOOL"),
                        "what runs its commands: make (a Makefile) or npm (scripts in package.json) (default: make)")(
      "name", word("NAME"), "the program's name, which a new go.mod has, too (default: the directory's)")(
      "package", word("DIR"), "the directory of the main package (default: the project's, or the program in its cmd)")(
      "help,h", "this text");
  return {project};
}

ProjectBuild parse_build(const std::string& text) {
  const auto found = std::ranges::find(project_builds(), text, &ProjectBuildInfo::name);
  if (found == project_builds().end()) fail_usage(fmt::format("--build cannot be '{}'", text), "Give make or npm.");
  return found->build;
}

/// What a command line of the documentation calls in a project that had such a file before.
std::string_view called_commands(ProjectBuild build) {
  return build == ProjectBuild::Make ? "targets site, serve and verify" : "scripts build, serve and dev";
}

ReportText report_on(const InitReport& report, ProjectBuild build) {
  ReportText text;
  for (const std::string& path : report.written) text += report_text("wrote {}\n", path);
  for (const std::string& path : report.kept) text += report_text("kept  {}, which was there before\n", path);
  for (const std::string& line : report.missing_ignores) text += report_text("Add {} to .gitignore.\n", line);
  if (report.page_is_plain)
    text += report_text(
        "index.html does not load the program: write {{{{snippet loader}}}} into its <head>, and\n"
        "<main data-wasmpair-bundle=\"{}\" data-wasmpair-load=\"visible\"></main> into its <body>.\n",
        report.name);
  if (report.written.empty()) return text + report_text("nothing to write: the project has all of its files\n");
  if (report.keeps_build_file)
    return text + report_text("The README and the workflow call the {} of {}: add those that it lacks.\n",
                              called_commands(build), report.build_file);
  return text + report_text("README.md says how to go on.\n");
}

ExitStatus run(const OptionValues& values, const Streams& streams) {
  const std::vector<std::string> directories = operands(values);
  if (directories.size() > 1) fail_usage("init takes one directory", "Name the project's, or none for this one.");
  InitRequest request;
  if (!directories.empty()) request.directory = directories[0];
  if (request.directory.empty()) fail_usage("the directory cannot be ''", "Name the project's, or omit it.");
  if (is_set(values, "build")) request.build = parse_build(text_value(values, "build"));
  request.name = text_value(values, "name");
  if (is_set(values, "name") && request.name.empty()) fail_usage("--name cannot be ''", "Give a name, or omit it.");
  request.package = text_value(values, "package");
  if (is_set(values, "package") && request.package.empty())
    fail_usage("--package cannot be ''", "Name a directory, or omit the option.");
  streams.err.print(report_on(init(request), request.build));
  return ExitStatus::Done;
}

}  // namespace

Command init_command() {
  return {"init", "[DIR] [--build make|npm] [options]", "Write the files that a new project needs, and replace none",
          options, run};
}

}  // namespace wasmpair
