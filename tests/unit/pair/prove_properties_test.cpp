#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "unit/pair/builders.h"

namespace wasmpair {
namespace {

using testing::find;
using testing::ids;
using testing::ModuleFixture;
using testing::shim_of;

constexpr std::string_view wrapper = R"(
  class Go {
    constructor() { this.importObject = {gojs: {}}; this._pendingEvent = null; }
    _makeFuncWrapper(id) {
      const go = this;
      return function () {
        const event = {id: id, this: this, args: arguments};
        go._pendingEvent = event; go._resume(); return event.result;
      };
    }
  })";

Findings prove_wrapper(std::string_view source, std::string_view data = "_makeFuncWrapper_pendingEvent") {
  ModuleFixture fixture("go1.24.4");
  fixture.with_data(data);
  return prove(fixture.module, shim_of(source), std::nullopt, {{}, UnknownShim::Accept});
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

std::string mangled(std::string_view name) { return replace_all(std::string(wrapper), name, "z"); }

TEST(ProveProperties, FindsNothingWhereEveryNameIsKept) {
  EXPECT_EQ(ids(prove_wrapper(wrapper)), std::vector<std::string>{});
  EXPECT_EQ(ids(prove_wrapper("e={importObject:{gojs:{}},['_makeFuncWrapper']:f,\"_pendingEvent\":0};"
                              "x={id,'this':this,args};r=x?.result")),
            std::vector<std::string>{});
  EXPECT_EQ(ids(prove_wrapper("class Go{importObject={gojs:{}};_pendingEvent=null;_makeFuncWrapper=id=>{"
                              "e={id:id,this:this,args:a};return e.result}}")),
            std::vector<std::string>{});
}

TEST(ProveProperties, NamesThoseThatAToolRenamed) {
  const Findings one = prove_wrapper(mangled("_makeFuncWrapper"));
  ASSERT_EQ(ids(one), std::vector<std::string>{"missing-property"});
  EXPECT_EQ(one[0].subject, "_makeFuncWrapper");
  EXPECT_EQ(one[0].consequence, Consequence::FailsAtRunTime);
  EXPECT_EQ(one[0].browser,
            "panic: syscall/js: Value.Call: property _makeFuncWrapper is not a function, got undefined");
  for (const char* name : {"_pendingEvent", "args", "result"}) {
    const Findings findings = prove_wrapper(mangled(name));
    ASSERT_EQ(ids(findings), std::vector<std::string>{"missing-property"}) << name;
    EXPECT_EQ(findings[0].subject, name);
  }
  EXPECT_EQ(prove_wrapper(mangled("id: id, this: "))[0].subject, "id, this");
  EXPECT_EQ(prove_wrapper(replace_all(mangled("_makeFuncWrapper"), "_pendingEvent", "y"))[0].subject,
            "_makeFuncWrapper, _pendingEvent");
}

TEST(ProveProperties, LetsTheShimRenameWhatOnlyItUses) {
  EXPECT_EQ(ids(prove_wrapper(mangled("_resume"))), std::vector<std::string>{});
}

TEST(ProveProperties, DoNotCountVariablesAndText) {
  EXPECT_EQ(prove_wrapper(mangled("_pendingEvent") + "; f(_pendingEvent) /* ._pendingEvent */; g('_pendingEvent')")[0]
                .subject,
            "_pendingEvent");
}

TEST(ProveProperties, AreNotNeededByAProgramThatLooksNothingUp) {
  EXPECT_EQ(ids(prove_wrapper(mangled("_makeFuncWrapper"), "runtime")), std::vector<std::string>{});
}

}  // namespace
}  // namespace wasmpair
