// The sections that define the types of functions: type and function.
#include <fmt/format.h>

#include "util/counts.h"
#include "wasm/external_types.h"
#include "wasm/limits.h"
#include "wasm/module_reader.h"
#include "wasm/sections.h"

namespace wasmpair {
namespace {

enum Form : std::uint8_t {
  Recursive = 0x4e,
  Subtype = 0x50,
  FinalSubtype = 0x4f,
  Described = 0x4d,
  Describes = 0x4c,
  Continuation = 0x5d,
  Array = 0x5e,
  Structure = 0x5f,
  Function = 0x60,
};

/// Reads the type section:
///   section    := count:u32 recursive*
///   recursive  := 0x4e count:u32 subtype* | subtype
///   subtype    := (0x50 | 0x4f) count:u32 supertype:u32* described | described
///   described  := (0x4c type:u32)? (0x4d type:u32)? composite            custom descriptors
///   composite  := 0x60 list list | 0x5f count:u32 field* | 0x5e field | 0x5d type:s33
///   list       := count:u32 value type*
///   field      := (0x78 | 0x77 | value type) mutability
/// Only types of the form 0x60 have a meaning for the rest of wasmpair; the others count, so that indices are right.
class TypeReader {
 public:
  TypeReader(ByteReader& reader, ModuleDraft& draft) : reader_(reader), draft_(draft) {}

  void recursive() {
    if (!take(Recursive, Proposal::GarbageCollection)) return subtype();
    const std::uint32_t count = read_count(reader_, limits::types);
    for (std::uint32_t i = 0; i < count; ++i) subtype();
  }

 private:
  /// Takes the next byte if it is that form.
  bool take(Form form, Proposal proposal) {
    ByteReader ahead = reader_;
    if (ahead.byte("form of type") != form) return false;
    draft_.proposals.add(proposal, reader_.offset());
    reader_ = ahead;
    return true;
  }

  void subtype() {
    if (draft_.spaces.types.size() == limits::types.maximum)
      reader_.fail(reader_.offset(), limits::types.field,
                   fmt::format("{} at most {}", limits::types.set_by, with_thousands(limits::types.maximum)));
    if (take(Subtype, Proposal::GarbageCollection) || take(FinalSubtype, Proposal::GarbageCollection)) {
      const std::uint32_t count = read_count(reader_, limits::supertypes);
      for (std::uint32_t i = 0; i < count; ++i) reader_.unsigned32("supertype");
    }
    if (take(Describes, Proposal::CustomDescriptors)) reader_.unsigned32("described type");
    if (take(Described, Proposal::CustomDescriptors)) reader_.unsigned32("descriptor type");
    composite(draft_.spaces.types.emplace_back());
  }

  void composite(FunctionType& type) {
    const std::size_t start = reader_.offset();
    const std::uint8_t form = reader_.byte("form of type");
    if (form != Function) ++draft_.spaces.other_types;
    switch (form) {
      case Function:
        list(limits::parameters, "parameter type", type.parameters);
        return list(limits::results, "result type", type.results);
      case Structure:
        draft_.proposals.add(Proposal::GarbageCollection, start);
        for (std::uint32_t count = read_count(reader_, limits::fields); count > 0; --count) field();
        return;
      case Array:
        draft_.proposals.add(Proposal::GarbageCollection, start);
        return field();
      case Continuation:
        draft_.proposals.add(Proposal::StackSwitching, start);
        reader_.signed33("type of continuation");
        return;
      default:
        fail_unknown(reader_, start, "form of type", fmt::format("{:#04x} is not the form of a type", form));
    }
  }

  /// Reads a list of value types and points types at their bytes.
  void list(const Limit& limit, std::string_view field, ByteView& types) {
    const std::uint32_t count = read_count(reader_, limit);
    ByteReader bytes = reader_;
    for (std::uint32_t i = 0; i < count; ++i) read_value_type(reader_, draft_.proposals, field);
    types = bytes.bytes(reader_.offset() - bytes.offset(), field);
  }

  void field() {
    constexpr std::uint8_t i8 = 0x78, i16 = 0x77;
    ByteReader ahead = reader_;
    const std::uint8_t packed = ahead.byte("type of field");
    if (packed == i8 || packed == i16)
      reader_ = ahead;
    else
      read_value_type(reader_, draft_.proposals, "type of field");
    read_mutability(reader_, "type of field");
  }

  ByteReader& reader_;
  ModuleDraft& draft_;
};

}  // namespace

void read_type_section(ByteReader reader, ModuleDraft& draft) {
  const std::uint32_t count = read_count(reader, limits::types);
  draft.spaces.types.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) TypeReader(reader, draft).recursive();
  reader.expect_end("the last type");
}

void read_function_section(ByteReader reader, ModuleDraft& draft) {
  const std::uint32_t count = read_count(reader, limits::functions);
  draft.module.function_types.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    draft.module.function_types.push_back(read_type_index(reader, draft, "type of function"));
    draft.spaces.functions.push_back(draft.module.function_types.back());
  }
  reader.expect_end("the last function");
}

}  // namespace wasmpair
