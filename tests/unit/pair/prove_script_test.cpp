#include <gtest/gtest.h>

#include <string>

#include "unit/pair/builders.h"

namespace wasmpair {
namespace {

using testing::ids;
using testing::ModuleFixture;
using Ids = std::vector<std::string>;

Findings prove_source(const std::string& source) {
  ModuleFixture fixture("go1.24.4");
  const std::string shim = "importObject = {gojs: {}};" + source;
  return prove(fixture.module, read_shim(bytes_of(shim), "shim.js"), std::nullopt, {{}, UnknownShim::Accept});
}

TEST(ProveScript, AcceptsEveryWayToSetAGlobal) {
  for (const char* source :
       {"globalThis.Go = class {}", "window.Go = Go", "self['Go'] = Go", "(() => { global.Go = class {} })()",
        "(function () { this.Go = Go }).call(this)", "(e=>{e.Go=class{}})(globalThis)", "globalThis.Go ?\?= Go",
        "var Go = class {}", "if (typeof module == 'object') module.exports = 1; var Go = class {}", "function Go() {}",
        "(() => { Go = class {} })()", "Object.assign(globalThis, {Go})", "Object.assign(self, {a: 1, Go: class {}})",
        "Object.defineProperty(window, 'Go', {value: Go})", "Object.defineProperties(globalThis, {Go: {value: Go}})",
        "Reflect.set(globalThis, 'Go', Go)", "globalThis.Go = Go; import('x')", "globalThis.Go = x.export",
        "module.exports = globalThis.Go = Go",
        // Wrappers that may hand over the global object, or of which that cannot be told.
        "(function(g,f){f(g)})(this,function(e){e.Go=Go})", "((g,f)=>{f(g)})(self,(e=>{e.Go=Go}))",
        "!function(e){e.Go=Go}(globalThis)", "define(['exports'],function(e){e.Go=Go})",
        "(function(g,f){define(f)})(this,function(e){e.Go=Go})", "(function(g,f){f(x=g)})(this,function(e){e.Go=Go})"})
    EXPECT_EQ(ids(prove_source(source)), Ids{}) << source;
}

TEST(ProveScript, RefusesAModule) {
  for (const char* source : {"export class Go {}", "export default Go", "class Go {} export { Go }", "import 'x'",
                             "import x from 'x'; globalThis.Go = Go", "import{a}from'x'", "export * from 'x'",
                             "globalThis.Go = Go; f(import.meta.url)"}) {
    const Findings findings = prove_source(source);
    ASSERT_EQ(ids(findings), Ids{"module-script"}) << source;
    EXPECT_EQ(findings[0].consequence, Consequence::RefusesToLoad);
    EXPECT_TRUE(findings[0].subject.starts_with("shim.js:1:")) << findings[0].subject;
  }
}

TEST(ProveScript, LooksForALimitedNumberOfObjects) {
  const std::string one = "!function(g,f){f(g.Shim={})}(this,function(e){e.Go=class{}});";
  std::string source;
  for (int i = 0; i < 16; ++i) source += one;
  EXPECT_EQ(ids(prove_source(source)), Ids{"no-global-go"});
  EXPECT_EQ(ids(prove_source(source + one)), Ids{});
}

TEST(ProveScript, RefusesAScriptThatKeepsGo) {
  for (const char* source :
       {"class Go {}", "const Go = class {}", "let Go; Go = class {}", "module.exports = { Go }", "exports.Go = Go",
        "module.exports.Go = Go", "module.exports = wrap(all); var Go = class {}",
        "var Shim = (() => { var Go = class {}; return { Go } })()", "Object.assign(exports, {Go})",
        "Object.defineProperty(exports, 'Go', {value: Go})", "/* globalThis.Go = Go */ s = 'globalThis.Go = Go'",
        "f(globalThis.Go == Go)",
        // What esbuild, Rollup and webpack write around a bundle.
        "(function(g,f){typeof exports=='object'?f(exports):typeof "
        "define=='function'&&define.amd?define(['exports'],f):"
        "(g=typeof globalThis!='undefined'?globalThis:g||self,f(g.Shim={}))})(this,(function(e){class Go{};e.Go=Go}))",
        "!function(g,f){f(g.Shim={})}(this,function(e){'use strict';e.Go=class{}})",
        "((g,f)=>{f((g.Shim={}))})(this,e=>{e.Go=class{}})"})
    EXPECT_EQ(ids(prove_source(source)), Ids{"no-global-go"}) << source;
}

}  // namespace
}  // namespace wasmpair
