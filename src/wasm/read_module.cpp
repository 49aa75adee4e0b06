#include "wasm/read_sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "util/counts.h"
#include "wasm/build_version.h"
#include "wasm/classify.h"
#include "wasm/custom_sections.h"
#include "wasm/limits.h"
#include "wasm/module_reader.h"
#include "wasm/sections.h"

namespace wasmpair {
namespace {

/// The magic number and version 1. Components have another version and are for other hosts.
constexpr std::array<std::uint8_t, 8> preamble = {0x00, 'a', 's', 'm', 1, 0, 0, 0};

bool has_preamble(ByteView bytes) {
  return bytes.size() >= preamble.size() && std::equal(preamble.begin(), preamble.end(), bytes.begin());
}

bool is_go(ModuleKind kind) {
  return kind == ModuleKind::GoJs || kind == ModuleKind::GoWasip1Command || kind == ModuleKind::GoWasip1Reactor;
}

/// Reads the sections of a module and checks their order.
class SectionWalk {
 public:
  SectionWalk(ByteReader reader, ModuleDraft& draft) : reader_(reader), draft_(draft) {}

  void run() {
    while (!reader_.at_end()) read_section();
    expect_bodies_and_data();
  }

 private:
  void read_section() {
    if (draft_.module.sections.size() == limits::sections)
      reader_.fail(reader_.offset(), "section id",
                   fmt::format("wasmpair reads at most {}", count_of(limits::sections, "section")));
    const std::size_t start = reader_.offset();
    const std::uint8_t id = reader_.byte("section id");
    const SectionRule* rule = id == 0 ? nullptr : &rule_for(id, start);
    const std::uint32_t size = reader_.unsigned32("section size");
    ByteReader payload = reader_.region(size, "section content", rule ? rule->title : "the custom section");
    Section section{.id = static_cast<SectionId>(id), .custom_name = {}, .offset = start};
    if (!rule) section.custom_name = payload.name("custom section name");
    section.payload_offset = payload.offset();
    section.payload_bytes = payload.remaining();
    draft_.module.sections.push_back(section);
    if (!rule) read_custom_section(section.custom_name, payload, draft_);
    if (rule) rule->read(payload, draft_);
  }

  /// The rule for a section that is not custom. Checks that the section is in order.
  const SectionRule& rule_for(std::uint8_t id, std::size_t start) {
    const std::span<const SectionRule> rules = section_rules();
    const auto rule = std::find_if(rules.begin(), rules.end(),
                                   [&](const SectionRule& r) { return static_cast<std::uint8_t>(r.id) == id; });
    if (rule == rules.end()) reader_.fail(start, "section id", fmt::format("{} is not a section id", id));
    const auto place = static_cast<std::size_t>(rule - rules.begin());
    if (place + 1 == places_taken_) reader_.fail(start, "section id", fmt::format("{} occurs twice", rule->title));
    if (place < places_taken_)
      reader_.fail(start, "section id", fmt::format("{} comes after {}", rule->title, rules[places_taken_ - 1].title));
    places_taken_ = place + 1;
    return *rule;
  }

  /// Only a module without functions or data may omit these sections.
  void expect_bodies_and_data() {
    const Module& module = draft_.module;
    if (!module.function_types.empty() && !module.find_section(SectionId::Code))
      reader_.fail(reader_.offset(), "the code section",
                   fmt::format("it is missing, but the function section declares {}",
                               count_of(module.function_types.size(), "function")));
    if (draft_.spaces.data_count.value_or(0) != 0 && !module.find_section(SectionId::Data))
      reader_.fail(reader_.offset(), "the data section",
                   fmt::format("it is missing, but the data count section declares {}",
                               count_of(*draft_.spaces.data_count, "segment")));
  }

  ByteReader reader_;
  ModuleDraft& draft_;
  std::size_t places_taken_ = 0;  // how many of section_rules() are used up
};

}  // namespace

ModuleSections read_sections(ByteView bytes, std::string file) {
  ModuleDraft draft;
  Module& module = draft.module;
  module.bytes = bytes;
  module.file = file;
  if (!has_preamble(bytes)) return {std::move(draft.module), {}};
  const auto name = std::make_shared<const std::string>(std::move(file));
  ByteReader reader = module_reader(bytes, *name);
  if (bytes.size() > limits::module_bytes)
    reader.fail(0, "the module",
                fmt::format("it takes {}, but browsers accept at most {}", count_of(bytes.size(), "byte"),
                            with_thousands(limits::module_bytes)));
  reader.bytes(preamble.size(), "magic number and version");
  SectionWalk(reader, draft).run();
  if (draft.spaces.other_types == 0) module.types = draft.spaces.types;
  module.proposals = draft.proposals.list();
  module.kind = classify(module);
  if (!module.go_version && is_go(module.kind)) {
    module.go_version = find_build_version(module.data_segments);
    module.go_version_place = VersionPlace::Data;
  }
  if (draft.proposals.any_unvalidated()) draft.bodies.clear();
  return {std::move(draft.module), {name, std::move(draft.spaces), std::move(draft.bodies)}};
}

Module read_module(ByteView bytes, std::string file) {
  ModuleSections sections = read_sections(bytes, std::move(file));
  add_proposals(sections.module, validate_bodies(sections.bodies, validation_threads()));
  return std::move(sections.module);
}

void add_proposals(Module& module, ProposalUses uses) {
  for (const ProposalUse& use : module.proposals) uses.add(use.proposal, use.offset);
  module.proposals = uses.list();
}

}  // namespace wasmpair
