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
        "module.exports = globalThis.Go = Go"})
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

TEST(ProveScript, RefusesAScriptThatKeepsGo) {
  for (const char* source :
       {"class Go {}", "const Go = class {}", "let Go; Go = class {}", "module.exports = { Go }", "exports.Go = Go",
        "module.exports.Go = Go", "module.exports = wrap(all); var Go = class {}",
        "var Shim = (() => { var Go = class {}; return { Go } })()", "Object.assign(exports, {Go})",
        "Object.defineProperty(exports, 'Go', {value: Go})", "/* globalThis.Go = Go */ s = 'globalThis.Go = Go'",
        "f(globalThis.Go == Go)"})
    EXPECT_EQ(ids(prove_source(source)), Ids{"no-global-go"}) << source;
}

}  // namespace
}  // namespace wasmpair
