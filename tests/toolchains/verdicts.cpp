// Prints wasmpair's verdicts on modules and on mutants of modules, for tests/toolchains/validation.test.mjs.
//
// Standard input has a request a line:
//   file PATH            reads the module that the following mutants are made from
//   hex BYTES            judges the module with these bytes
//   mutant AT:BYTE …     judges the file with the byte at each offset replaced, all in decimal; none: the file itself
// The answer to `hex` and `mutant` is a line: "valid" or "invalid", a tab, the names of the proposals used, separated
// by commas, a tab, and the message.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <iostream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "util/files.h"
#include "wasmpair/error.h"
#include "wasmpair/module.h"

namespace wasmpair {
namespace {

std::string judge(const Bytes& bytes) {
  try {
    const Module module = read_module(bytes, "module");
    if (module.kind == ModuleKind::NotWasm) return "invalid\t\tnot a module";
    std::vector<const char*> proposals;
    for (const ProposalUse& use : module.proposals) proposals.push_back(name(use.proposal));
    return fmt::format("valid\t{}\t", fmt::join(proposals, ","));
  } catch (const Error& error) {
    return fmt::format("invalid\t\t{}: {}", error.place(), error.problem());
  }
}

Bytes bytes_of_hex(const std::string& hex) {
  Bytes bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    std::uint8_t byte = 0;
    std::from_chars(hex.data() + i, hex.data() + i + 2, byte, 16);
    bytes.push_back(byte);
  }
  return bytes;
}

std::string judge_mutant(Bytes& file, std::istream& edits) {
  std::vector<std::pair<std::size_t, std::uint8_t>> originals;
  std::size_t at = 0;
  char colon = 0;
  for (unsigned byte = 0; edits >> at >> colon >> byte;) {
    originals.emplace_back(at, file.at(at));
    file.at(at) = static_cast<std::uint8_t>(byte);
  }
  std::string verdict = judge(file);
  for (auto original = originals.rbegin(); original != originals.rend(); ++original)
    file[original->first] = original->second;
  return verdict;
}

int run() {
  Bytes file;
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words(line);
    std::string request;
    std::string operand;
    words >> request;
    if (request == "file" && words >> operand)
      file = read_file(operand);
    else if (request == "hex")
      std::cout << judge(bytes_of_hex(words >> operand ? operand : "")) << '\n' << std::flush;
    else if (request == "mutant")
      std::cout << judge_mutant(file, words) << '\n' << std::flush;
    else
      return 2;
  }
  return 0;
}

}  // namespace
}  // namespace wasmpair

int main() {
  std::ios::sync_with_stdio(false);
  return wasmpair::run();
}
