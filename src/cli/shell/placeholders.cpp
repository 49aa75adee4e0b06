#include "cli/shell/placeholders.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/command.h"
#include "cli/shell/completion.h"
#include "encode/budget_name.h"
#include "encode/codings.h"
#include "encode/delta.h"
#include "encode/levels.h"
#include "pages/default_pages.h"
#include "preview/faults.h"
#include "util/ascii.h"
#include "wasmpair/config.h"
#include "wasmpair/incident.h"
#include "wasmpair/init.h"

namespace wasmpair {
namespace {

using Words = std::vector<ChoiceWord>;

Words level_words() {
  Words words;
  for (const LevelInfo& level : levels()) words.push_back({std::string(level.name), ""});
  return words;
}

Words page_words() {
  Words words;
  for (const DefaultPageInfo& page : default_pages())
    words.push_back({std::string(page.name), std::string(page.summary)});
  return words;
}

Words encodings() {
  Words words;
  for (const CodingInfo& coding : codings()) words.push_back({std::string(coding.token), ""});
  return words;
}

Words delta_encodings() {
  Words words;
  for (const DeltaCodingInfo& coding : delta_codings()) words.push_back({std::string(coding.token), ""});
  return words;
}

Words encodings_and_identity() {
  Words words = encodings();
  words.insert(words.begin(), {"identity", ""});
  return words;
}

Words budgets() {
  Words words;
  for (const std::string_view name : budget_names()) words.push_back({fmt::format("{}=", name), ""});
  return words;
}

Words servers() {
  Words words;
  for (const ConfigTarget& target : config_targets())
    words.push_back({std::string(target.name), std::string(target.summary)});
  return words;
}

Words faults() {
  Words words;
  for (const FaultInfo& fault : fault_table()) words.push_back({std::string(fault.name), std::string(fault.summary)});
  return words;
}

Words incident_ids() {
  Words words;
  for (const Incident& incident : incidents()) words.push_back({std::string(incident.id), std::string(incident.title)});
  return words;
}

Words build_tools() {
  Words words;
  for (const ProjectBuildInfo& build : project_builds())
    words.push_back({std::string(build.name), std::string(build.summary)});
  return words;
}

Words shells() {
  Words words;
  for (const ShellInfo& shell : shell_table()) words.push_back({std::string(shell.name), ""});
  return words;
}

Words commands() {
  Words words;
  for (const Command& command : command_table())
    words.push_back({std::string(command.name), std::string(command.summary)});
  return words;
}

struct Row {
  std::string_view name;
  PlaceholderKind kind;
  Words (*words)();
};

Words none() { return {}; }

constexpr Row table[] = {
    {"FILE", PlaceholderKind::File, none},
    {"TEMPLATE", PlaceholderKind::File, none},
    {"FILE|DIR", PlaceholderKind::File, none},
    {"DIR", PlaceholderKind::Directory, none},
    {"DIR|URL", PlaceholderKind::Directory, none},
    {"PROGRAM", PlaceholderKind::Program, none},
    {"LEVEL", PlaceholderKind::Word, level_words},
    {"PAGE", PlaceholderKind::Word, page_words},
    {"ENC", PlaceholderKind::Word, encodings_and_identity},
    {"SERVER", PlaceholderKind::Word, servers},
    {"FAULT", PlaceholderKind::Word, faults},
    {"ID", PlaceholderKind::Word, incident_ids},
    {"TOOL", PlaceholderKind::Word, build_tools},
    {"SHELL", PlaceholderKind::Word, shells},
    {"COMMAND", PlaceholderKind::Word, commands},
    {"LIST", PlaceholderKind::WordList, encodings},
    {"DELTAS", PlaceholderKind::WordList, delta_encodings},
    {"ENC=SIZE", PlaceholderKind::Beginning, budgets},
    {"NAME", PlaceholderKind::Text, none},
    {"URL", PlaceholderKind::Text, none},
    {"HOST", PlaceholderKind::Text, none},
    {"PATH", PlaceholderKind::Text, none},
    {"PATH=URL", PlaceholderKind::Text, none},
    {"PACKAGE", PlaceholderKind::Directory, none},
    {"TEXT", PlaceholderKind::Text, none},
    {"MODULE", PlaceholderKind::Text, none},
    {"N", PlaceholderKind::Text, none},
    {"SIZE", PlaceholderKind::Text, none},
    {"AGE", PlaceholderKind::Text, none},
    {"SPEED", PlaceholderKind::Text, none},
    {"SECONDS", PlaceholderKind::Text, none},
};

}  // namespace

std::optional<Placeholder> find_placeholder(std::string_view name) {
  const std::size_t dot = name.find('.');
  if (dot != std::string_view::npos)
    return Placeholder{std::string(name), PlaceholderKind::File, std::string(name.substr(dot)), {}};
  const auto row = std::ranges::find(table, name, &Row::name);
  if (row == std::end(table)) return std::nullopt;
  return Placeholder{std::string(name), row->kind, "", row->words()};
}

std::string function_name_of(std::string_view placeholder) {
  std::string name = lower_case(placeholder);
  for (char& c : name)
    if (c < 'a' || c > 'z') c = '_';
  return name;
}

}  // namespace wasmpair
