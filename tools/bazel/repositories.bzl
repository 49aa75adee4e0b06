"""Provides the program, for WORKSPACE and for use_repo_rule in MODULE.bazel."""

_BUILD_FILE = """\
load("{defs}", "wasmpair_toolchain")

package(default_visibility = ["//visibility:public"])

exports_files(["wasmpair"])

wasmpair_toolchain(
    name = "wasmpair_toolchain",
    program = "wasmpair",
)

toolchain(
    name = "toolchain",
    toolchain = ":wasmpair_toolchain",
    toolchain_type = "{toolchain_type}",
)
"""

def _wasmpair_program_impl(repository_ctx):
    path = repository_ctx.attr.path or repository_ctx.which("wasmpair")
    if not path:
        fail("wasmpair is not in PATH. Install it, or pass its path to wasmpair_program.")
    path = repository_ctx.path(path)
    if not path.exists:
        fail("{}: no such file. Pass the path of the program to wasmpair_program.".format(path))
    repository_ctx.symlink(path, "wasmpair")
    repository_ctx.file("BUILD.bazel", _BUILD_FILE.format(
        defs = Label("//:defs.bzl"),
        toolchain_type = Label("//:toolchain_type"),
    ), executable = False)

wasmpair_program = repository_rule(
    implementation = _wasmpair_program_impl,
    attrs = {"path": attr.string(doc = "The installed program; default: `wasmpair` in PATH.")},
    environ = ["PATH"],
    local = True,
    doc = "An installed wasmpair as `@NAME//:wasmpair`, with its toolchain. Its content is part of each action's key.",
)
