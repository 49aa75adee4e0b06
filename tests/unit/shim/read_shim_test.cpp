#include "wasmpair/shim.h"

#include <gtest/gtest.h>

#include "unit/pair/builders.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

using testing::shim_of;
using Names = std::vector<std::string>;

/// "module name" for everything that the source provides.
Names provided(std::string_view source) {
  Names names;
  for (const ProvidedImport& import : shim_of(source).provides) names.push_back(import.module + " " + import.name);
  return names;
}

TEST(ReadShim, FindsAnAssignedImportObject) {
  EXPECT_EQ(provided("this.importObject = { go: { 'runtime.exit': (sp) => { f(); }, debug: (v) => g(v) } };"),
            (Names{"go debug", "go runtime.exit"}));
  EXPECT_EQ(provided("go[\"importObject\"] = {go: {a: b}}"), (Names{"go a"}));
  EXPECT_EQ(provided("let importObject = {go: {a: b}}"), (Names{"go a"}));
}

TEST(ReadShim, FindsAnImportObjectThatIsAPropertyOrAField) {
  EXPECT_EQ(provided("run({ env: {}, importObject: { gojs: { a() {} } } })"), (Names{"gojs a"}));
  EXPECT_EQ(provided("class Go { importObject = { gojs: { a() {} } } }"), (Names{"gojs a"}));
  EXPECT_EQ(provided("x = {'importObject': {gojs: {a() {}}}}"), (Names{"gojs a"}));
}

TEST(ReadShim, ReadsEveryFormOfAKey) {
  EXPECT_EQ(
      provided("importObject = { 'g\\x6f': { plain: f, \"quoted\": f, 1: f, ['computed']: f, [`template`]: f, } }"),
      (Names{"go 1", "go computed", "go plain", "go quoted", "go template"}));
}

TEST(ReadShim, ReadsEveryFormOfAFunction) {
  EXPECT_EQ(provided("importObject = { go: { a: sp => { x, y }, b: function (a, b) { return {c: 1} }, d(sp) {}, "
                     "async e(sp) {}, *f() {}, async *g() {}, get h() { return f }, set i(v) {}, j, k: async () => {}, "
                     "get: f, set() {}, async, l: x ? y : z } }"),
            (Names{"go a", "go async", "go b", "go d", "go e", "go f", "go g", "go get", "go h", "go j", "go k", "go l",
                   "go set"}));
}

TEST(ReadShim, SkipsValuesThatAreNotFunctions) {
  EXPECT_EQ(provided("importObject = { go: { a: 1, b: 'c', d: null, e: undefined, f: true, g: 1..constructor } }"),
            (Names{"go g"}));
}

TEST(ReadShim, IsNotMisledByCommentsStringsTemplatesAndRegularExpressions) {
  EXPECT_EQ(provided("// importObject = {no: {a: b}}\n"
                     "s = 'importObject = {no: {a: b}}'; t = `importObject = {no: {a: ${b}}}`;\n"
                     "r = /importObject = {no/; /* importObject = { */\n"
                     "importObject = { go: { a: (v) => `}}` + /}}/.source + '}}' /* }} */, b: c } }"),
            (Names{"go a", "go b"}));
}

TEST(ReadShim, ReadsMinifiedSource) {
  EXPECT_EQ(
      provided("(()=>{var e=()=>{let r=new Error(\"no\");return r.code=\"E\",r},t=class{constructor(){this.a=1,"
               "this.importObject={gojs:{\"runtime.wasmExit\":t=>{t>>>=0;let e=this.mem.getInt32(t+8,!0)/2/1},debug:"
               "t=>{console.log(t)}}}}run(){}}})();"),
      (Names{"gojs debug", "gojs runtime.wasmExit"}));
}

TEST(ReadShim, AddsLaterAssignments) {
  EXPECT_EQ(provided("this.importObject = {gojs: {a: f}};\n"
                     "go.importObject.gojs['b'] = f; go.importObject.gojs.c = f; this.importObject.env = {d: f};\n"
                     "go.importObject['env'].e ||= f; go.importObject.gojs.no == f; go.importObject.gojs.none = null;"),
            (Names{"env d", "env e", "gojs a", "gojs b", "gojs c"}));
}

TEST(ReadShim, AddsMergedObjects) {
  EXPECT_EQ(
      provided("this.importObject = {gojs: {a: f}};\n"
               "Object.assign(this.importObject.gojs, {b: f}, {c: f}); Object.assign(go.importObject, {env: {d: f}});\n"
               "go.importObject.gojs = {...go.importObject.gojs, e: f};"),
      (Names{"env d", "gojs a", "gojs b", "gojs c", "gojs e"}));
}

TEST(ReadShim, FollowsVariables) {
  EXPECT_EQ(
      provided("const imports = {a: f}, all = {}; all.gojs = imports; imports['b'] = f; this.importObject = all;"),
      (Names{"gojs a", "gojs b"}));
  EXPECT_EQ(provided("const gojs = {a: f, ...more}; const more = {b: f}; this.importObject = { gojs }"),
            (Names{"gojs a", "gojs b"}));
  EXPECT_EQ(provided("const base = {a: f}; importObject = Object.freeze({go: Object.assign({}, base, {b: f})})"),
            (Names{"go a", "go b"}));
  EXPECT_EQ(provided("importObject = ({go: ({a: f})})"), (Names{"go a"}));
}

TEST(ReadShim, RecordsUnreadableParts) {
  for (const char* source :
       {"importObject = {gojs: {a: f, ...more()}}", "importObject = {gojs: {a: f, [b]: f}}",
        "importObject = {gojs: {a: f, ...unknown}}", "e = {}; e = {b: f}; importObject = {gojs: {a: f, ...e}}",
        "importObject = {gojs: {a: f}}; Object.assign(importObject.gojs, make())"}) {
    const Shim shim = shim_of(source);
    EXPECT_TRUE(shim.provides_import("gojs", "a")) << source;
    ASSERT_EQ(shim.unreadable.size(), 1U) << source;
    EXPECT_EQ(shim.unreadable[0].module, "gojs") << source;
    EXPECT_NE(shim.unreadable_part("gojs"), nullptr);
    EXPECT_EQ(shim.unreadable_part("env"), nullptr);
  }
  const Shim any = shim_of("importObject = {\n  ...make()}");
  ASSERT_NE(any.unreadable_part("env"), nullptr);
  EXPECT_EQ(any.unreadable_part("env")->place, "shim.js:2:6");
  EXPECT_TRUE(shim_of("importObject = {get gojs() { return x }}").unreadable_part("gojs"));
}

TEST(ReadShim, ReadsAnObjectSpreadIntoItself) {
  const Shim shim = shim_of(
      "importObject = {gojs: {a: f}}; go.importObject.gojs = {...go.importObject.gojs, b: f};"
      "go.importObject = {...go.importObject, env: {c: f}};");
  EXPECT_TRUE(shim.unreadable.empty());
  EXPECT_TRUE(shim.provides_import("gojs", "b"));
  EXPECT_EQ(shim_of("importObject = {go: {a: f}}; x.importObject.gojs = x.importObject.go").unreadable.size(), 1U);
}

TEST(ReadShim, StopsAtCircularReferences) {
  EXPECT_EQ(provided("const a = {b: f, ...a}; importObject = {go: a}"), (Names{"go b"}));
}

TEST(ReadShim, CombinesUnreadablePartsBeyondALimit) {
  std::string source = "importObject = {";
  for (int i = 0; i < 100; ++i) source += "m" + std::to_string(i) + ": make(),";
  const Shim shim = shim_of(source + "}");
  EXPECT_LT(shim.unreadable.size(), 20U);
  EXPECT_NE(shim.unreadable_part("m99"), nullptr);
}

TEST(ReadShim, FollowsALimitedNumberOfVariables) {
  std::string source;
  std::string modules;
  for (int i = 0; i < 100; ++i) {
    const std::string number = std::to_string(i);
    source += "const v" + number + " = {a: f};";
    modules += "m" + number + ": v" + number + ",";
  }
  const Shim shim = shim_of(source + "importObject = {" + modules + "}");
  EXPECT_TRUE(shim.provides_import("m0", "a"));
  EXPECT_FALSE(shim.provides_import("m99", "a"));
  EXPECT_NE(shim.unreadable_part("m99"), nullptr);
}

TEST(ReadShim, RejectsASourceOfMoreThan64MiB) {
  std::string source = "importObject = {go: {}};";
  source.resize((std::size_t{64} << 20U) + 1, ' ');
  try {
    shim_of(source);
    FAIL() << "read it";
  } catch (const Error& error) {
    EXPECT_EQ(error.problem(), "too large for a shim: 67,108,865 bytes");
  }
}

TEST(ReadShim, KnowsEmptyImportModules) {
  const Shim shim = shim_of("importObject = {gojs: {a: f}, env: {}, none: undefined}");
  EXPECT_TRUE(shim.provides_module("env"));
  EXPECT_FALSE(shim.provides_module("none"));
  EXPECT_FALSE(shim.provides_module("go"));
}

TEST(ReadShim, RejectsASourceWithoutAnImportObject) {
  try {
    shim_of("require('./wasm_exec');\nconst go = new Go();\nrun(go.importObject);\n");
    FAIL() << "read a source without an importObject";
  } catch (const Error& error) {
    EXPECT_EQ(error.place(), "shim.js:4:1");
    EXPECT_EQ(error.problem(), "the file ends without an importObject");
  }
}

TEST(ReadShim, RecordsTheDigest) {
  const std::string_view source = "importObject = {go: {}}";
  EXPECT_EQ(shim_of(source).digest, sha256(bytes_of(source)));
  EXPECT_FALSE(shim_of(source).is_known());
}

}  // namespace
}  // namespace wasmpair
