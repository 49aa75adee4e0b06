#include "shim/shim_features.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

Tokens read(std::string_view source) { return Tokens(source, "shim.js"); }

using Names = std::vector<std::string>;

TEST(UsedExports, AreReadFromMembersOfTheInstance) {
  EXPECT_EQ(used_exports(read("a(this._inst.exports.mem.buffer); this._inst.exports['run'](1); x._inst.exports.run(2);"
                              "other.exports.no(); exports.no()")),
            (Names{"mem", "run"}));
}

TEST(UsedExports, ExcludeThoseOfGosTests) {
  EXPECT_EQ(
      used_exports(read("this._inst.exports.testExport0(); this._inst.exports.testExport(a); _inst.exports.run()")),
      (Names{"run"}));
}

TEST(UsedExports, ExcludeThoseTestedForPresence) {
  for (const char* source :
       {"if (this._inst.exports._start) this._inst.exports._start()",
        "this._inst.exports._start && this._inst.exports._start()", "this._inst.exports._start?.()",
        "if (!this._inst.exports._start) no(); this._inst.exports._start()",
        "typeof this._inst.exports._start === 'function' ? this._inst.exports._start() : 0"})
    EXPECT_TRUE(used_exports(read(source)).empty()) << source;
  EXPECT_EQ(used_exports(read("f(this._inst.exports.mem)")), (Names{"mem"}));
}

TEST(DirectoryFlag, IsAKeyOrAnAssignmentUnderConstants) {
  EXPECT_TRUE(has_directory_flag(read("globalThis.fs = {constants: {O_WRONLY: -1, O_DIRECTORY: -1}}")));
  EXPECT_TRUE(has_directory_flag(read("x={constants:{O_WRONLY:-1,'O_DIRECTORY':-1}}")));
  EXPECT_TRUE(has_directory_flag(read("fs = {constants: {O_WRONLY: -1}}; fs.constants.O_DIRECTORY = -1")));
  EXPECT_FALSE(has_directory_flag(read("fs = {constants: {O_WRONLY: -1}}; other.O_DIRECTORY = -1")));
  EXPECT_FALSE(has_directory_flag(read("fs = {constants: {O_WRONLY: -1}}; f(fs.constants.O_DIRECTORY)")));
  EXPECT_FALSE(has_directory_flag(read("fs = {constants: {O_WRONLY: -1 /* O_DIRECTORY: -1 */}}")));
}

TEST(DirectoryFlag, ComesFromTheHostIfTheShimHasNoFileSystem) {
  EXPECT_TRUE(has_directory_flag(read("globalThis.fs = require('fs')")));
}

TEST(PathResolve, IsFoundInEveryFormOfAPolyfill) {
  for (const char* source :
       {"globalThis.path = { resolve(...p) { return p.join('/') } }", "global.path={resolve:(...p)=>p.join('/')}",
        "globalThis.path||(globalThis.path={resolve(...r){return r.join(\"/\")}})", "globalThis.path ?\?= {resolve}",
        "globalThis['path'] = {resolve() {}}", "globalThis.path = require(\"path\")",
        "const p = {resolve() {}}; self.path = p",
        "Object.defineProperties(globalThis,{fs:{value:x},path:{value:{resolve(){}},enumerable:!0}})",
        "Object.defineProperty(globalThis, 'path', {value: require('path')})",
        "var q={resolve:r=>r};Object.defineProperties(globalThis,{path:{value:q}})",
        "Object.defineProperty(globalThis, 'path', {get() { return p }})"})
    EXPECT_TRUE(has_path_resolve(read(source))) << source;
}

TEST(PathResolve, IsNotFoundElsewhere) {
  for (const char* source :
       {"chmod(path, mode, callback) { callback(enosys()); }", "globalThis.path = { join() {} }", "this.path = x",
        "if (!globalThis.path) throw new Error()", "open({path: '/x'})", "open({path: {resolve() {}}})",
        "// globalThis.path = {resolve() {}}", "a.b.path = c", "globalThis.path = undefined"})
    EXPECT_FALSE(has_path_resolve(read(source))) << source;
}

TEST(MinDataAddress, IsAConstantExpression) {
  EXPECT_EQ(min_data_address(read("const wasmMinDataAddr = 4096 + 8192;")), 12288U);
  EXPECT_EQ(min_data_address(read("const wasmMinDataAddr = 12288")), 12288U);
  EXPECT_EQ(min_data_address(read("const wasmMinDataAddr = 3 * 0x1000 + 1, b")), 12289U);
  EXPECT_EQ(min_data_address(read("const wasmMinDataAddr = compute()")), std::nullopt);
  EXPECT_EQ(min_data_address(read("const wasmMinDataAddr = 4294967296 * 4294967296")), std::nullopt);
  EXPECT_EQ(min_data_address(read("const wasmMinDataAddr = 4294967296 + 4294967296")), std::nullopt);
  EXPECT_EQ(min_data_address(read("const wasmMinDataAddr = 65536 * 65536")), 4294967296U);
  EXPECT_EQ(min_data_address(read("const wasmMinDataAddr = 65536 * 65537")), std::nullopt);
  EXPECT_EQ(min_data_address(read("const wasmMinDataAddr = 65536 * 65536 * 65536 * 65536")), std::nullopt);
  EXPECT_EQ(min_data_address(read("const wasmMinDataAddr = 4294967295 + 1")), 4294967296U);
  EXPECT_EQ(min_data_address(read("const wasmMinDataAddr = 4294967295 + 2")), std::nullopt);
  EXPECT_EQ(min_data_address(read("let offset = 4096")), std::nullopt);
}

TEST(MinDataAddress, IsReadFromTheComparisonInMinifiedSource) {
  const std::string message = "\"total length of command line and environment variables exceeds limit\"";
  EXPECT_EQ(min_data_address(read("if(n>=12288)throw new Error(" + message + ");")), 12288U);
  EXPECT_EQ(min_data_address(read("if(n>=4096+8192)throw new Error(" + message + ");")), 12288U);
  EXPECT_EQ(min_data_address(read("if(12288<=n)throw new Error(" + message + ");")), 12288U);
  EXPECT_EQ(min_data_address(read("throw new Error(" + message + ");")), std::nullopt);
  EXPECT_EQ(min_data_address(read("if(n>=12288)throw new Error('another message');")), std::nullopt);
}

}  // namespace
}  // namespace wasmpair
