// The element section: what tables contain.
#include <fmt/format.h>

#include "util/counts.h"
#include "wasm/constant_expression.h"
#include "wasm/limits.h"
#include "wasm/module_reader.h"
#include "wasm/sections.h"

namespace wasmpair {
namespace {

enum Flag : std::uint32_t {
  NotActive = 1,       ///< Passive or declarative.
  Explicit = 2,        ///< If active: names its table. If not: is declarative.
  HasExpressions = 4,  ///< Elements are expressions, not function indices.
};

/// Reads one segment (WebAssembly Core Specification 3.0, 5.5.12):
///   segment := flags table:u32? offset? kind? elements
/// with a table if flags has only Explicit of the first two, an offset if it lacks NotActive, and a kind (0x00, or with
/// HasExpressions a reference type) if it has NotActive or Explicit.
class SegmentReader {
 public:
  SegmentReader(ByteReader& reader, ModuleDraft& draft) : reader_(reader), draft_(draft) {}

  /// False if the rest of the section cannot be read; see read_constant_expression.
  bool run() {
    const std::size_t start = reader_.offset();
    flags_ = reader_.unsigned32("element segment flags");
    if (flags_ > (NotActive | Explicit | HasExpressions))
      fail_unknown(reader_, start, "element segment flags", fmt::format("{:#x} is above 7", flags_));
    TableType table;
    if (!(flags_ & NotActive)) {
      table = read_table();
      if (!read_constant_expression(reader_, draft_, value_type(table.addresses), "element segment offset"))
        return false;
    }
    const ValueType type = flags_ & (NotActive | Explicit) ? read_kind() : ValueType::FuncRef;
    const bool fits = type == table.element || type == ValueType::None || table.element == ValueType::None;
    if (!(flags_ & NotActive) && !fits)
      reject(reader_, start, "element segment",
             fmt::format("it contains {}, but its table {}", name(type), name(table.element)));
    draft_.spaces.elements.push_back(type);
    return read_elements(type);
  }

 private:
  TableType read_table() {
    const std::size_t start = reader_.offset();
    const std::uint32_t index = flags_ & Explicit ? reader_.unsigned32("element segment table") : 0;
    const std::vector<TableType>& tables = draft_.spaces.tables;
    if (index >= tables.size())
      reader_.fail(start, "element segment table",
                   fmt::format("it is {}, but the module has {}", index, count_of(tables.size(), "table")));
    return tables[index];
  }

  ValueType read_kind() {
    if (flags_ & HasExpressions) return read_reference_type(reader_, draft_.proposals, "element type");
    const std::size_t start = reader_.offset();
    const std::uint8_t kind = reader_.byte("element kind");
    if (kind != 0) fail_unknown(reader_, start, "element kind", fmt::format("{:#04x} is not 0", kind));
    return ValueType::FuncRef;
  }

  bool read_elements(ValueType type) {
    const std::uint32_t count = read_count(reader_, limits::elements);
    for (std::uint32_t i = 0; i < count; ++i) {
      if (!(flags_ & HasExpressions))
        read_function();
      else if (!read_constant_expression(reader_, draft_, type, "element"))
        return false;
    }
    return true;
  }

  void read_function() {
    const std::size_t start = reader_.offset();
    const std::uint32_t index = reader_.unsigned32("element");
    if (index >= draft_.functions())
      reader_.fail(start, "element",
                   fmt::format("it is {}, but the module has {}", index, count_of(draft_.functions(), "function")));
    draft_.refer_to_function(index);
  }

  ByteReader& reader_;
  ModuleDraft& draft_;
  std::uint32_t flags_ = 0;
};

}  // namespace

void read_element_section(ByteReader reader, ModuleDraft& draft) {
  const std::uint32_t count = read_count(reader, limits::element_segments);
  for (std::uint32_t i = 0; i < count; ++i)
    if (!SegmentReader(reader, draft).run()) return;
  reader.expect_end("the last element segment");
}

}  // namespace wasmpair
