// Shows rewritten guests as text.
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "support/module_text.h"
#include "wasm/instruction_walk.h"
#include "wasmpair/module.h"
#include "wasmpair/rewrite_guest.h"

namespace wasmpair::testing {

/// The instructions of a function of a rewritten module, separated by spaces. What was inserted is in brackets:
///   [charge N]         meter -= N               [length]  meter -= length of a bulk operation, in units
///   [charge N, check]  if ((meter -= N) <= 0) give_way()
///   [check]            if (meter <= 0) give_way()
///   [enter]            if (++depth > limit) unreachable        [leave]  --depth
///   [unknown]          none of these
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
    const bool is_depth = walk_.instruction().row->rule == Rule::GlobalGet && walk_.instruction().index == globals_ + 1;
    std::string names;
    std::vector<std::int32_t> constants;
    bool keeps = false;  // the instruction before was local.tee
    do {
      const WalkedInstruction& at = walk_.instruction();
      names += (names.empty() ? "" : " ") + std::string(at.row->name);
      if (at.row->rule == Rule::I32Const) constants.push_back(signed_after(at));
      if (at.row->rule == Rule::End || (at.row->rule == Rule::GlobalSet && !keeps)) break;
      keeps = at.row->rule == Rule::LocalTee;
    } while (walk_.next());
    return is_depth ? depth_text(names) : meter_text(names, constants);
  }

  static std::string depth_text(const std::string& names) {
    if (names == "global.get i32.const i32.sub global.set") return "[leave]";
    const bool enters = names ==
                        "global.get i32.const i32.add local.tee global.set local.get i32.const i32.gt_u if "
                        "unreachable end";
    return enters ? "[enter]" : "[unknown]";
  }

  static std::string meter_text(const std::string& names, const std::vector<std::int32_t>& constants) {
    if (names == "local.tee global.get local.get i32.const i32.shr_u i32.sub global.set") return "[length]";
    if (names == "global.get i32.const i32.lt_s if call end") return "[check]";
    if (names == "global.get i32.const i32.sub global.set") return fmt::format("[charge {}]", constants[0]);
    const bool checks =
        names == "global.get i32.const i32.sub local.tee global.set local.get i32.const i32.lt_s if call end";
    return checks ? fmt::format("[charge {}, check]", constants[0]) : "[unknown]";
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
