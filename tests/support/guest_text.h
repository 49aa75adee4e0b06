// Shows rewritten guests as text.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "wasmpair/rewrite_guest.h"
#include "support/module_text.h"
#include "wasm/instruction_walk.h"
#include "wasmpair/module.h"

namespace wasmpair::testing {

/// The instructions of a function of a rewritten module, separated by spaces. What was inserted is in brackets:
///   [charge N]  meter -= N               [length]  meter -= length of a bulk operation, in units
///   [check]     if (meter <= 0) give_way()
///   [enter]     if (++depth > limit) unreachable        [leave]  --depth
/// globals: the number of globals of the original.
class RewrittenBody {
 public:
  RewrittenBody(const FunctionBody& body, std::uint32_t globals) : walk_(body), body_(body), globals_(globals) {}

  std::string text() {
    std::string text;
    while (walk_.next()) {
      if (!text.empty()) text += ' ';
      text += starts_insertion() ? inserted() : instruction();
    }
    return text;
  }

 private:
  bool starts_insertion() const {
    const WalkedInstruction& at = walk_.instruction();
    if (at.row->rule == Rule::GlobalGet) return at.index >= globals_;
    InstructionWalk ahead = walk_;
    return at.row->rule == Rule::LocalTee && ahead.next() && ahead.instruction().row->rule == Rule::GlobalGet &&
           ahead.instruction().index >= globals_;
  }

  std::string instruction() const {
    const WalkedInstruction& at = walk_.instruction();
    const bool has_index = at.row->rule == Rule::Branch || at.row->rule == Rule::BranchIf || at.row->rule == Rule::Call;
    return has_index ? fmt::format("{} {}", at.row->name, at.index) : at.row->name;
  }

  /// The sequence that starts here, up to its last instruction.
  std::string inserted() {
    std::vector<std::string_view> names{walk_.instruction().row->name};
    const bool is_depth = walk_.instruction().index == globals_ + 1 && names[0] == "global.get";
    std::int32_t constant = 0;
    while (names.back() != "global.set" && names.back() != "end" && walk_.next()) {
      names.push_back(walk_.instruction().row->name);
      if (names.back() == "i32.const") constant = signed_after(walk_.instruction());
    }
    if (names[0] == "local.tee") return "[length]";
    if (names.back() == "end") return is_depth ? "[limit]" : "[check]";
    if (!is_depth) return fmt::format("[charge {}]", constant);
    return names[2] == "i32.add" ? "[enter]" : "[leave]";
  }

  std::int32_t signed_after(const WalkedInstruction& at) const {
    ByteReader reader(body_.bytes.subspan(at.begin + 1), {});
    return reader.signed32("constant");
  }

  InstructionWalk walk_;
  FunctionBody body_;
  std::uint32_t globals_;
};

/// The body of the function with that index in the rewritten module.
inline std::string body_of(const Module& rewritten, std::uint32_t function, std::uint32_t globals) {
  for (const FunctionBody& body : FunctionBodies(rewritten))
    if (body.function == function) return RewrittenBody(body, globals).text();
  return "none";
}

}  // namespace wasmpair::testing
