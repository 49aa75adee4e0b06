#include "wasmpair/subjects.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/values.h"
#include "report/json_text.h"

namespace wasmpair {
namespace {

namespace po = boost::program_options;

std::vector<po::options_description> options() {
  po::options_description report("Report");
  report.add_options()("json", "as the subjects of an in-toto statement")("help,h", "this text");
  return {report};
}

/// In the format of `sha256sum --check`.
std::string checksums(const std::vector<Subject>& subjects) {
  std::string text;
  for (const Subject& subject : subjects) text += fmt::format("{}  {}\n", subject.digest.hex(), subject.name);
  return text;
}

/// [{"name", "digest": {"sha256"}}]
std::string in_toto(const std::vector<Subject>& subjects) {
  nlohmann::ordered_json array = nlohmann::ordered_json::array();
  for (const Subject& subject : subjects)
    array.push_back({{"name", subject.name}, {"digest", {{"sha256", subject.digest.hex()}}}});
  return json_text(array);
}

ExitStatus run(const OptionValues& values, const Streams& streams) {
  const std::vector<std::string> words = operands(values);
  if (words.size() != 1) fail_usage("subjects needs one directory", "Name the output directory of `wasmpair pack`.");
  const std::vector<Subject> all = subjects(words[0]);
  streams.out.write(is_set(values, "json") ? in_toto(all) : checksums(all));
  return ExitStatus::Done;
}

}  // namespace

Command subjects_command() {
  return {"subjects", "DIR [--json]", "List a release's files and digests, for checksums and attestations", options,
          run};
}

}  // namespace wasmpair
