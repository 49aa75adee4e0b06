// The binary modules of the WebAssembly core test suite: what it calls malformed or invalid is rejected, what it calls
// valid is not.
#include <gtest/gtest.h>

#include <charconv>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "wasmpair/error.h"
#include "wasmpair/module.h"

namespace wasmpair {
namespace {

/// A row of tests/data/spec_modules.tsv.
struct SpecModule {
  std::string name;
  std::string verdict;
  std::string reason;
  Bytes bytes;
};

std::vector<SpecModule> spec_modules() {
  std::ifstream file(WASMPAIR_TEST_DATA "/spec_modules.tsv");
  std::vector<SpecModule> modules;
  for (std::string line; std::getline(file, line);) {
    std::istringstream row(line);
    SpecModule module;
    std::string source;
    std::string number;
    std::string hex;
    for (std::string* field : {&module.name, &module.verdict, &module.reason, &source, &number, &hex})
      std::getline(row, *field, '\t');
    if (module.verdict != "valid" && module.verdict != "invalid" && module.verdict != "malformed") continue;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
      std::uint8_t byte = 0;
      std::from_chars(hex.data() + i, hex.data() + i + 2, byte, 16);
      module.bytes.push_back(byte);
    }
    modules.push_back(std::move(module));
  }
  return modules;
}

TEST(SpecModules, HaveTheVerdictOfTheSpecification) {
  std::size_t rejected = 0;
  std::size_t accepted = 0;
  for (const SpecModule& spec : spec_modules()) {
    try {
      const Module module = read_module(spec.bytes, "spec.wasm");
      const bool is_module = module.kind != ModuleKind::NotWasm;
      EXPECT_EQ(is_module, spec.verdict == "valid") << spec.name << ": " << spec.reason;
      ++(is_module ? accepted : rejected);
    } catch (const Error& error) {
      EXPECT_NE(spec.verdict, "valid") << spec.name << ": " << error.what();
      EXPECT_TRUE(error.place().starts_with("spec.wasm:0x")) << error.what();
      ++rejected;
    }
  }
  EXPECT_EQ(accepted, 69u);
  EXPECT_EQ(rejected, 463u + 6u);
}

}  // namespace
}  // namespace wasmpair
