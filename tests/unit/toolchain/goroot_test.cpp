#include "toolchain/goroot.h"

#include <gtest/gtest.h>

#include "toolchain/locate.h"
#include "unit/support/temporary_directory.h"
#include "util/text_bytes.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

using GorootTest = TemporaryDirectoryTest;

TEST_F(GorootTest, PrefersTheShimOfGo124AndLater) {
  write("root/misc/wasm/wasm_exec.js", "old");
  EXPECT_EQ(read_goroot(path("root")).shim_file, path("root/misc/wasm/wasm_exec.js"));
  write("root/lib/wasm/wasm_exec.js", "new");
  EXPECT_EQ(read_goroot(path("root")).shim_file, path("root/lib/wasm/wasm_exec.js"));
}

TEST_F(GorootTest, ReadsTheVersionWithAndWithoutATime) {
  write("old/VERSION", "go1.19.8");
  EXPECT_EQ(read_goroot(path("old")).version->text, "go1.19.8");
  write("new/VERSION", "go1.24.4\ntime 2025-05-29T19:37:36Z\n");
  EXPECT_EQ(read_goroot(path("new")).version->text, "go1.24.4");
  EXPECT_FALSE(read_goroot(path("absent")).version);
}

TEST_F(GorootTest, ReadsTheVersionAtTheUnresolvedPath) {
  // Debian's layout: the shim is reached through a link into a tree without a VERSION.
  write("share/go-1.19/misc/wasm/wasm_exec.js", "shim");
  write("lib/go-1.19/VERSION", "go1.19.8");
  boost::filesystem::create_symlink(path("share/go-1.19/misc"), path("lib/go-1.19/misc"));
  const Goroot goroot = read_goroot(path("lib/go-1.19"));
  EXPECT_EQ(goroot.version->text, "go1.19.8");
  EXPECT_EQ(goroot.shim_file, path("lib/go-1.19/misc/wasm/wasm_exec.js"));
}

TEST_F(GorootTest, ExplainsWhyTheShimIsAbsent) {
  write("golang.org/toolchain@v0.0.1-go1.23.5.linux-amd64/VERSION", "go1.23.5\n");
  EXPECT_NE(why_no_shim(read_goroot(path("golang.org/toolchain@v0.0.1-go1.23.5.linux-amd64"))).find("before Go 1.24"),
            std::string::npos);
  write("packaged/VERSION", "go1.24.1\n");
  EXPECT_NE(why_no_shim(read_goroot(path("packaged"))).find("packages it separately"), std::string::npos);
  write("other/README", "");
  EXPECT_NE(why_no_shim(read_goroot(path("other"))).find("not a GOROOT"), std::string::npos);
  EXPECT_EQ(why_no_shim(read_goroot(path("absent"))), "there is no such directory");
}

TEST_F(GorootTest, LocatePrefersTheNamedShimToTheNamedGoroot) {
  write("root/VERSION", "go1.24.4\n");
  write("root/lib/wasm/wasm_exec.js", "of the toolchain");
  write("own.js", "of the caller");
  ToolchainRequest request;
  request.goroot = path("root");
  const Toolchain by_goroot = locate(request, {"app.wasm", std::nullopt}, nullptr);
  EXPECT_EQ(text_of(by_goroot.shim.content), "of the toolchain");
  EXPECT_EQ(by_goroot.version->text, "go1.24.4");
  EXPECT_EQ(by_goroot.version_file, path("root/VERSION"));
  request.shim_file = path("own.js");
  const Toolchain by_shim = locate(request, {"app.wasm", std::nullopt}, nullptr);
  EXPECT_EQ(text_of(by_shim.shim.content), "of the caller");
  EXPECT_FALSE(by_shim.version);
}

TEST_F(GorootTest, LocateReportsAMissingGoCommand) {
  ToolchainRequest request;
  request.go = path("bin/go");
  request.module_dir = ".";
  try {
    locate(request, {"app.wasm", parse_go_version("go1.23.5")}, nullptr);
    FAIL() << "found a shim without a go command";
  } catch (const Error& error) {
    EXPECT_EQ(error.place(), "app.wasm");
    EXPECT_EQ(error.problem(), "built by go1.23.5, but no matching wasm_exec.js was found");
    EXPECT_NE(error.advice().find("there is no such command"), std::string::npos) << error.advice();
    EXPECT_NE(error.advice().find("misc/wasm/wasm_exec.js of go1.23"), std::string::npos) << error.advice();
  }
}

}  // namespace
}  // namespace wasmpair
