#include "wasmpair/rewrite_guest.h"

#include <optional>

#include "guest/guest_sections.h"
#include "guest/prove_rewriting.h"
#include "guest/refusals.h"
#include "util/leb128.h"
#include "wasm/limits.h"
#include "wasm/sections.h"

namespace wasmpair {
namespace {

void append(Bytes& out, ByteView bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }

/// Writes a module section by section, and the sections that it lacks in their places.
class ModuleWriter {
 public:
  ModuleWriter(const Module& module, const GuestSections& sections)
      : module_(module), sections_(sections), rules_(section_rules()) {}

  Bytes run() {
    out_.reserve(module_.bytes.size() + module_.bytes.size() / 8);
    append(out_, module_.bytes.first(module_.sections.empty() ? module_.bytes.size() : module_.sections[0].offset));
    for (const Section& section : module_.sections) write(section);
    while (next_ < rules_.size()) write_next();
    return std::move(out_);
  }

 private:
  void write(const Section& section) {
    if (section.id == SectionId::Custom) {
      if (!sections_.drops(section)) write_custom(section);
      return;
    }
    while (rules_[next_].id != section.id) write_next();
    write_next();
  }

  /// custom := 0x00 size:u32 name payload
  void write_custom(const Section& section) {
    const std::optional<Bytes> payload = sections_.custom_payload(section);
    if (!payload) return copy(section);
    Bytes content;
    append_unsigned(content, section.custom_name.size());
    content.insert(content.end(), section.custom_name.begin(), section.custom_name.end());
    append(content, *payload);
    write_section(section.id, content);
  }

  /// Writes the next section in the order of the specification, if the module has it or gets it.
  void write_next() {
    const SectionId id = rules_[next_++].id;
    if (const std::optional<Bytes> payload = sections_.payload(id)) {
      write_section(id, *payload);
    } else if (const Section* section = module_.find_section(id)) {
      copy(*section);
    }
  }

  void write_section(SectionId id, ByteView content) {
    out_.push_back(static_cast<std::uint8_t>(id));
    append_unsigned(out_, content.size());
    append(out_, content);
  }

  void copy(const Section& section) {
    append(out_, module_.bytes.subspan(section.offset, section.end() - section.offset));
  }

  const Module& module_;
  const GuestSections& sections_;
  std::span<const SectionRule> rules_;
  std::size_t next_ = 0;  // of the rules
  Bytes out_;
};

}  // namespace

Bytes rewrite_guest(const Module& module, const GuestRewriting& rewriting) {
  require_rewritable(module, rewriting);
  const GuestSections sections(module, rewriting);
  Bytes rewritten = ModuleWriter(module, sections).run();
  require_room(module, 0, "bytes", rewritten.size(), limits::module_bytes);
  prove_rewriting(module, rewritten, rewriting.metering);
  return rewritten;
}

}  // namespace wasmpair
