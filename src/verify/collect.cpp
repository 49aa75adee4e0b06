#include "verify/collect.h"

#include <fmt/format.h>

#include <algorithm>

#include "util/hide_credentials.h"
#include "verify/server_fixes.h"
#include "verify/server_kind.h"
#include "wasmpair/incident.h"

namespace wasmpair {
namespace {

/// A report lists this many subjects of a finding; a release may have many thousand.
constexpr std::size_t max_listed = 1000;

/// True for fields that say how to interpret and cache a response, and what sent it.
bool is_relevant(std::string_view name) {
  constexpr std::string_view names[] = {"content-type",
                                        "content-encoding",
                                        "content-length",
                                        "content-range",
                                        "vary",
                                        "use-as-dictionary",
                                        "cache-control",
                                        "etag",
                                        "location",
                                        "server",
                                        "via",
                                        "age",
                                        "content-security-policy",
                                        "cross-origin-embedder-policy",
                                        "cross-origin-resource-policy",
                                        "accept-ranges",
                                        "cf-ray",
                                        "x-cache",
                                        "x-server-env",
                                        "access-control-allow-origin"};
  return std::ranges::find(names, name) != std::end(names);
}

std::string subject_of(const Probe& probe) {
  std::string subject = probe.request.method == Method::Head ? "HEAD " : "";
  subject += probe.purpose == Purpose::AbsentName ? probe.request.url : probe.route.path;
  for (const std::string& line : probe.request.fields)
    if (!line.starts_with("Origin:")) subject += "  " + line;
  return hide_credentials(subject);
}

std::string request_of(const Probe& probe) {
  std::string text = fmt::format("{} {}", probe.request.method == Method::Head ? "HEAD" : "GET", probe.request.url);
  for (const std::string& line : probe.request.fields) text += "\n" + line;
  return text;
}

/// A field's value as evidence. A Location is one URL, so a space in it does not end its credentials.
std::string shown_value(const HeaderField& entry) {
  std::string value = entry.value;
  for (std::size_t at = 0; entry.name == "location" && (at = value.find(' ', at)) != std::string::npos;)
    value.replace(at, 1, "%20");
  return value;
}

std::string response_of(const Probe& probe) {
  std::string text = probe.response.status_line;
  for (const HeaderField& entry : probe.response.fields)
    if (is_relevant(entry.name)) text += fmt::format("\n{}: {}", entry.name, shown_value(entry));
  return text;
}

DeliveryFinding begin(const Observation& observation) {
  DeliveryFinding finding;
  finding.id = observation.id;
  finding.message = hide_credentials(observation.message);
  ServerKind server = ServerKind::Unknown;
  if (observation.probe != nullptr) {
    finding.request = hide_credentials(request_of(*observation.probe));
    finding.response = hide_credentials(response_of(*observation.probe));
    server = server_of(observation.probe->response);
  }
  if (const Incident* incident = find_incident(observation.id)) finding.cause = incident->cause;
  finding.fix = fix_for(observation.id, server);
  if (!observation.cause.empty()) finding.cause = observation.cause;
  if (!observation.fix.empty()) finding.fix = observation.fix;
  return finding;
}

}  // namespace

void Findings::add(const Observations& observed) {
  for (const Observation& observation : observed) {
    Subjects& subjects = find_or_begin(observation);
    if (observation.probe == nullptr) continue;
    std::string subject = subject_of(*observation.probe);
    if (subject == subjects.last) continue;
    DeliveryFinding& finding = findings_[subjects.finding];
    if (subjects.listed.size() == max_listed) {
      if (!subjects.listed.contains(subject)) ++finding.unlisted;
    } else if (subjects.listed.insert(subject).second) {
      finding.subjects.push_back(subject);
    }
    subjects.last = std::move(subject);
  }
}

Findings::Subjects& Findings::find_or_begin(const Observation& observation) {
  const auto known = subjects_.find(observation.id);
  if (known != subjects_.end()) return known->second;
  findings_.push_back(begin(observation));
  return subjects_.emplace(observation.id, Subjects{findings_.size() - 1, {}, ""}).first->second;
}

}  // namespace wasmpair
