#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "cli/command.h"
#include "cli/values.h"
#include "report/findings.h"
#include "report/json_text.h"
#include "util/nearest.h"
#include "wasmpair/incident.h"

namespace wasmpair {
namespace {

namespace po = boost::program_options;

std::vector<po::options_description> options() {
  po::options_description report("Report");
  report.add_options()("json", "everything, as JSON")("help,h", "this text");
  return {report};
}

ReportText list_text(const Console& console) {
  ReportText text;
  for (const Incident& incident : incidents())
    text += report_text("{}{}  {}\n", console.emphasize(Emphasis::Strong, incident.id),
                        std::string(26 - std::min<std::size_t>(26, incident.id.size()), ' '), incident.title);
  return text + "\nwasmpair explain ID shows the symptom, cause and fix of one.\n";
}

ReportText incident_text(const Incident& incident, const Console& console) {
  ReportText text = report_text("{}: {}\n", console.emphasize(Emphasis::Strong, incident.id), incident.title);
  const auto paragraph = [&](std::string_view label, std::string_view content) {
    if (!content.empty()) text += report_text("\n{}\n", label) + wrap(report_lines(content), 2);
  };
  paragraph("Symptom", incident.symptom);
  paragraph("Cause", incident.cause);
  paragraph("Fix", incident.fix);
  paragraph("Found by", incident.found_by);
  paragraph("Prevented", incident.prevented_by);
  return text;
}

/// [{"id", "title", "symptom", "cause", "fix", "foundBy", "preventedBy"}]
std::string incidents_json(const std::vector<Incident>& rows) {
  nlohmann::ordered_json array = nlohmann::ordered_json::array();
  for (const Incident& incident : rows)
    array.push_back({{"id", incident.id},
                     {"title", incident.title},
                     {"symptom", incident.symptom},
                     {"cause", incident.cause},
                     {"fix", incident.fix},
                     {"foundBy", incident.found_by},
                     {"preventedBy", incident.prevented_by}});
  return json_text(array);
}

const Incident& incident_of(const std::string& id) {
  if (const Incident* incident = find_incident(id)) return *incident;
  std::vector<std::string_view> ids;
  for (const Incident& incident : incidents()) ids.push_back(incident.id);
  const std::string_view near = nearest(id, ids);
  fail_usage(fmt::format("no incident is called '{}'", id),
             near.empty() ? "wasmpair explain lists all of them." : fmt::format("Did you mean {}?", near));
}

ExitStatus run(const OptionValues& values, const Streams& streams) {
  const std::vector<std::string> ids = operands(values);
  if (ids.size() > 1) fail_usage("explain takes one incident", "Name one incident, or none to list them all.");
  if (is_set(values, "json")) {
    const auto all = incidents();
    streams.out.write(incidents_json(ids.empty() ? std::vector<Incident>(all.begin(), all.end())
                                                 : std::vector<Incident>{incident_of(ids[0])}));
    return ExitStatus::Done;
  }
  streams.out.print(ids.empty() ? list_text(streams.out) : incident_text(incident_of(ids[0]), streams.out));
  return ExitStatus::Done;
}

}  // namespace

Command explain_command() {
  return {"explain", "[ID]", "Explain an incident: symptom, cause and fix; or list all", options, run};
}

}  // namespace wasmpair
