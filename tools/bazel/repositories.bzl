"""Provides the program, for WORKSPACE and for use_repo_rule in MODULE.bazel; extensions.bzl has a module extension."""

load("//:platforms.bzl", "PLATFORMS")

_PROGRAM = """\
load("{defs}", "wasmpair_toolchain")

package(default_visibility = ["//visibility:public"])

exports_files(["{program}"])

wasmpair_toolchain(
    name = "wasmpair_toolchain",
    program = "{program}",
)
"""

_TOOLCHAIN = """
toolchain(
    name = "{name}",
    exec_compatible_with = {constraints},
    toolchain = "{toolchain}",
    toolchain_type = "{toolchain_type}",
    visibility = ["//visibility:public"],
)
"""

def _program(program):
    return _PROGRAM.format(defs = Label("//:defs.bzl"), program = program)

def _toolchain(name, toolchain, constraints):
    return _TOOLCHAIN.format(
        name = name,
        # Labels, so that they name wasmpair's @platforms wherever this is written.
        constraints = [str(Label("@platforms//" + constraint)) for constraint in constraints],
        toolchain = toolchain,
        toolchain_type = Label("//:toolchain_type"),
    )

def _constraints_of_this_machine(os):
    """Bazel before 5 does not say which processor it runs on."""
    name = os.name.lower()
    systems = {"linux": "linux", "mac": "macos", "windows": "windows"}
    constraints = ["os:" + system for start, system in systems.items() if name.startswith(start)]
    processors = {"amd64": "x86_64", "x86_64": "x86_64", "aarch64": "aarch64", "arm64": "aarch64"}
    processor = processors.get(getattr(os, "arch", ""))
    return constraints + (["cpu:" + processor] if processor else [])

def _wasmpair_program_impl(repository_ctx):
    path = repository_ctx.attr.path or repository_ctx.which("wasmpair") or repository_ctx.which("wasmpair.exe")
    if not path:
        fail("wasmpair is not in PATH. Install it, or pass its path to wasmpair_program.")
    path = repository_ctx.path(path)
    if not path.exists:
        fail("{}: no such file. Pass the path of the program to wasmpair_program.".format(path))

    # Windows starts only what has the extension.
    program = "wasmpair.exe" if path.basename.endswith(".exe") else "wasmpair"
    repository_ctx.symlink(path, program)
    toolchain = _toolchain("toolchain", ":wasmpair_toolchain", _constraints_of_this_machine(repository_ctx.os))
    repository_ctx.file("BUILD.bazel", _program(program) + toolchain, executable = False)

wasmpair_program = repository_rule(
    implementation = _wasmpair_program_impl,
    attrs = {"path": attr.string(doc = "The installed program; default: `wasmpair` or `wasmpair.exe` in PATH.")},
    environ = ["PATH"],
    local = True,
    doc = "An installed wasmpair as `@NAME//:wasmpair`, with its toolchain for actions on systems like this one. Its " +
          "content is part of each action's key.",
)

def _wasmpair_release_program_impl(repository_ctx):
    attr = repository_ctx.attr
    platform = PLATFORMS[attr.platform]
    directory = "wasmpair-{}-{}".format(attr.version, attr.platform)
    archive = "{}.{}".format(directory, platform.archive)
    found = [line.split(" ")[0] for line in repository_ctx.read(attr.sums).split("\n") if line.endswith(" " + archive)]
    if len(found) != 1:
        fail("{} lists no {}, or several. Use the SHA256SUMS of release {}.".format(attr.sums, archive, attr.version))
    repository_ctx.download_and_extract("{}/{}".format(attr.url, archive), sha256 = found[0], stripPrefix = directory)
    repository_ctx.file("BUILD.bazel", _program(platform.program), executable = False)

_wasmpair_release_program = repository_rule(
    implementation = _wasmpair_release_program_impl,
    attrs = {
        "platform": attr.string(mandatory = True, values = PLATFORMS.keys()),
        "sums": attr.label(mandatory = True, allow_single_file = True),
        "url": attr.string(mandatory = True),
        "version": attr.string(mandatory = True),
    },
    doc = "A platform's program of a release.",
)

def _wasmpair_toolchains_impl(repository_ctx):
    toolchains = [
        _toolchain(name, "@{}//:wasmpair_toolchain".format(repository), ["os:" + PLATFORMS[name].os, "cpu:" + PLATFORMS[name].cpu])
        for name, repository in repository_ctx.attr.repositories.items()
    ]
    repository_ctx.file("BUILD.bazel", "".join(toolchains), executable = False)

_wasmpair_toolchains = repository_rule(
    implementation = _wasmpair_toolchains_impl,
    attrs = {"repositories": attr.string_dict(doc = "By platform.")},
    doc = "A toolchain for each platform. None of the programs is downloaded for it.",
)

def wasmpair_release(name, url, version, sums):
    """The programs of a release as toolchains: register `@NAME//:all`.

    Of the programs, only those are downloaded that are run: one for each platform that executes actions.

    Args:
        name: of the repository with the toolchains; the programs are in repositories whose names start with it.
        url: the directory with the release's archives.
        version: of the release, such as "0.1.0".
        sums: a label: the SHA256SUMS of the release, as a file of the project.
    """
    repositories = {platform: "{}_{}".format(name, platform.replace("-", "_")) for platform in PLATFORMS}
    for platform, repository in repositories.items():
        _wasmpair_release_program(name = repository, platform = platform, sums = sums, url = url, version = version)
    _wasmpair_toolchains(name = name, repositories = repositories)
