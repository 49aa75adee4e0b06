#include "guest/renumbering.h"

#include "guest/opcodes.h"
#include "util/leb128.h"
#include "wasm/instructions.h"
#include "wasmpair/error.h"
#include "wasmpair/module.h"

namespace wasmpair {
namespace {

/// Copies a payload field by field.
class Copy {
 public:
  Copy(const ByteReader& payload, const FunctionRenumbering& renumbering)
      : reader_(payload), copied_(payload), renumbering_(renumbering) {}

  ByteReader& reader() { return reader_; }

  /// Reads the index of a function, and writes its new one.
  void function() {
    flush();
    append_unsigned(out_, renumbering_(reader_.unsigned32("function")));
    copied_ = reader_;
  }

  /// Reads a constant expression with its end.
  void expression() {
    for (;;) {
      const std::uint8_t opcode = reader_.byte("constant expression");
      switch (instructions[opcode].rule) {
        case Rule::End:
          return;
        case Rule::RefFunc:
          function();
          break;
        case Rule::GlobalGet:
          reader_.unsigned32("global");
          break;
        case Rule::I32Const:
          reader_.signed32("i32.const");
          break;
        case Rule::I64Const:
          reader_.signed64("i64.const");
          break;
        case Rule::F32Const:
          reader_.bytes(4, "f32.const");
          break;
        case Rule::F64Const:
          reader_.bytes(8, "f64.const");
          break;
        case Rule::RefNull:
          reader_.byte("type of ref.null");
          break;
        case Rule::VectorPrefix:  // v128.const
          reader_.unsigned32("instruction");
          reader_.bytes(16, "v128.const");
          break;
        default:  // arithmetic
          break;
      }
    }
  }

  /// All that is left is unchanged.
  Bytes finish() {
    reader_.bytes(reader_.remaining(), "rest of the section");
    flush();
    return std::move(out_);
  }

 private:
  /// Copies what was read since the last function.
  void flush() {
    const ByteView bytes = copied_.bytes(reader_.offset() - copied_.offset(), "section content");
    out_.insert(out_.end(), bytes.begin(), bytes.end());
  }

  ByteReader reader_;
  ByteReader copied_;  // where copying goes on
  const FunctionRenumbering& renumbering_;
  Bytes out_;
};

/// The segment that read_element_section reads; see there for its flags.
void copy_segment(Copy& copy) {
  constexpr std::uint32_t not_active = 1, explicit_table = 2, has_expressions = 4;
  ByteReader& reader = copy.reader();
  const std::uint32_t flags = reader.unsigned32("element segment flags");
  if (!(flags & not_active)) {
    if (flags & explicit_table) reader.unsigned32("element segment table");
    copy.expression();
  }
  if (flags & (not_active | explicit_table)) reader.byte("element kind");
  for (std::uint32_t count = reader.unsigned32("number of elements"); count > 0; --count) {
    if (flags & has_expressions)
      copy.expression();
    else
      copy.function();
  }
}

/// Of the name section (WebAssembly Core Specification 2.0, 7.4.1; labels: the extended name section).
enum class NameSubsection : std::uint8_t { Module = 0, Functions = 1, Locals = 2, Labels = 3 };

/// functions := count:u32 (function name)*        locals, labels := count:u32 (function count:u32 (index:u32 name)*)*
Bytes renumber_subsection(NameSubsection subsection, const ByteReader& content,
                          const FunctionRenumbering& renumbering) {
  Copy copy(content, renumbering);
  const bool is_nested = subsection == NameSubsection::Locals || subsection == NameSubsection::Labels;
  if (!is_nested && subsection != NameSubsection::Functions) return copy.finish();
  ByteReader& reader = copy.reader();
  for (std::uint32_t functions = reader.unsigned32("number of names"); functions > 0; --functions) {
    copy.function();
    for (std::uint32_t names = is_nested ? reader.unsigned32("number of names") : 1; names > 0; --names) {
      if (is_nested) reader.unsigned32("index");
      reader.bytes(reader.unsigned32("size of name"), "name");
    }
  }
  return copy.finish();
}

}  // namespace

Bytes renumber_globals(ByteReader payload, const FunctionRenumbering& renumbering) {
  Copy copy(payload, renumbering);
  for (std::uint32_t count = copy.reader().unsigned32("number of globals"); count > 0; --count) {
    copy.reader().bytes(2, "type of global");
    copy.expression();
  }
  return copy.finish();
}

Bytes renumber_exports(ByteReader payload, const FunctionRenumbering& renumbering) {
  Copy copy(payload, renumbering);
  ByteReader& reader = copy.reader();
  for (std::uint32_t count = reader.unsigned32("number of exports"); count > 0; --count) {
    reader.name("export name");
    if (static_cast<ExternalKind>(reader.byte("export kind")) == ExternalKind::Function)
      copy.function();
    else
      reader.unsigned32("export index");
  }
  return copy.finish();
}

Bytes renumber_start(ByteReader payload, const FunctionRenumbering& renumbering) {
  Copy copy(payload, renumbering);
  copy.function();
  return copy.finish();
}

Bytes renumber_elements(ByteReader payload, const FunctionRenumbering& renumbering) {
  Copy copy(payload, renumbering);
  for (std::uint32_t count = copy.reader().unsigned32("number of element segments"); count > 0; --count)
    copy_segment(copy);
  return copy.finish();
}

std::optional<Bytes> renumber_names(ByteReader payload, const FunctionRenumbering& renumbering) {
  Bytes names;
  try {
    while (!payload.at_end()) {
      names.push_back(payload.byte("name subsection"));
      const std::uint32_t size = payload.unsigned32("size of name subsection");
      const Bytes subsection = renumber_subsection(
          NameSubsection{names.back()}, payload.region(size, "name subsection", "the name subsection"), renumbering);
      append_unsigned(names, subsection.size());
      names.insert(names.end(), subsection.begin(), subsection.end());
    }
  } catch (const Error&) {  // an engine ignores what it cannot read in a custom section
    return std::nullopt;
  }
  return names;
}

}  // namespace wasmpair
