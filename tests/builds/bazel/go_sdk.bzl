"""The installed Go as a repository. With rules_go, use its own go_sdk instead."""

_BUILD_FILE = """\
package(default_visibility = ["//visibility:public"])

exports_files(glob(["bin/go", "lib/wasm/wasm_exec.js", "misc/wasm/wasm_exec.js"]))

# What is needed to compile Go programs: the standard library's sources and the tools.
filegroup(
    name = "files",
    srcs = glob(
        ["VERSION", "go.env", "pkg/include/**", "pkg/tool/**", "src/**"],
        exclude = ["src/cmd/**", "**/testdata/**", "**/*_test.go"],
    ),
)
"""

def _go_sdk_impl(repository_ctx):
    go = repository_ctx.which("go")
    if not go:
        fail("There is no go in PATH.")
    result = repository_ctx.execute([go, "env", "GOROOT"])
    if result.return_code:
        fail("`go env GOROOT` failed: " + result.stderr)
    goroot = repository_ctx.path(result.stdout.strip())
    for entry in ["VERSION", "go.env", "bin", "lib", "misc", "pkg", "src"]:
        if goroot.get_child(entry).exists:
            repository_ctx.symlink(goroot.get_child(entry), entry)
    repository_ctx.file("BUILD.bazel", _BUILD_FILE, executable = False)

go_sdk = repository_rule(
    implementation = _go_sdk_impl,
    environ = ["PATH"],
    local = True,
)
