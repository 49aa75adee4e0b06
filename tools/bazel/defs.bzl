"""Go programs for the browser in a Bazel build: each Go module with its shim becomes a directory to deploy.

    load("@wasmpair//:defs.bzl", "wasmpair_bundle")

    wasmpair_bundle(
        name = "site",
        modules = [":app.wasm"],
        shim = "@go_sdk//:lib/wasm/wasm_exec.js",
        base = "/assets/",
    )

The action reads only its labels, so that it may be cached and executed anywhere.
"""

# Resolved by Label, because Bazel 4 would look up a plain string in the user's repository.
_TOOLCHAIN_TYPE = str(Label("//:toolchain_type"))

WasmpairBundleInfo = provider(
    doc = "A release.",
    fields = {
        "directory": "The directory with every file of the release, including its wasmpair.json.",
        "manifest": "A copy of the manifest as a separate file.",
    },
)

def _wasmpair_bundle_impl(ctx):
    directory = ctx.actions.declare_directory(ctx.label.name)
    manifest = ctx.outputs.manifest or ctx.actions.declare_file(ctx.label.name + ".wasmpair.json")

    arguments = ctx.actions.args()
    arguments.add("pack")
    arguments.add_all(ctx.files.modules)
    arguments.add_all("--out", [directory], expand_directories = False)
    arguments.add("--manifest-copy", manifest)
    arguments.add("--shim", ctx.file.shim)
    for option, value in {"--name": ctx.attr.bundle, "--base": ctx.attr.base, "--level": ctx.attr.level}.items():
        if value:
            arguments.add(option, value)
    arguments.add_joined("--encodings", ctx.attr.encodings, join_with = ",")
    arguments.add_all(ctx.files.templates, before_each = "--template")
    arguments.add_all(ctx.files.assets, before_each = "--asset", expand_directories = False)
    arguments.add_all(ctx.attr.stable, before_each = "--stable")
    arguments.add_all(ctx.attr.budgets, before_each = "--budget")
    arguments.add_all(ctx.files.previous, before_each = "--previous", expand_directories = False)
    arguments.add_all(ctx.attr.options)

    # Bazel itself caches the outputs; the user's cache directory would be an undeclared input.
    arguments.add_all(["--no-cache", "--quiet"])

    ctx.actions.run(
        mnemonic = "WasmpairPack",
        progress_message = "Packing {}".format(ctx.label),
        executable = ctx.toolchains[_TOOLCHAIN_TYPE].program,
        arguments = [arguments],
        inputs = ctx.files.modules + [ctx.file.shim] + ctx.files.templates + ctx.files.assets + ctx.files.previous,
        outputs = [directory, manifest],
    )
    return [
        DefaultInfo(files = depset([directory]), runfiles = ctx.runfiles([directory])),
        OutputGroupInfo(manifest = depset([manifest])),
        WasmpairBundleInfo(directory = directory, manifest = manifest),
    ]

wasmpair_bundle = rule(
    implementation = _wasmpair_bundle_impl,
    attrs = {
        "modules": attr.label_list(
            mandatory = True,
            allow_empty = False,
            allow_files = True,
            doc = "The .wasm files that Go linked; they share one manifest.",
        ),
        "shim": attr.label(
            mandatory = True,
            allow_single_file = [".js"],
            doc = "The wasm_exec.js of the Go SDK that linked them.",
        ),
        "manifest": attr.output(doc = "The label of the manifest; without one, it is in the output group `manifest`."),
        "bundle": attr.string(doc = "The bundle's name, for a single module; default: the stem of its file."),
        "base": attr.string(doc = "The prefix of URLs, such as /assets/; default: relative."),
        "level": attr.string(values = ["", "fast", "release", "smallest"], doc = "Default: release."),
        "encodings": attr.string_list(doc = "Some of br, gzip, zstd; default: br, gzip."),
        "templates": attr.label_list(allow_files = [".html", ".js"], doc = "Pages to fill in and publish."),
        "assets": attr.label_list(allow_files = True, doc = "Further files to publish, each under a hashed name."),
        "stable": attr.string_list(doc = "The names of assets that are published under their own names, such as robots.txt."),
        "budgets": attr.string_list(doc = "Maximum sizes of a module, such as br=800KB; the action fails if one is exceeded."),
        "previous": attr.label(
            allow_single_file = True,
            doc = "The directory of the release before this one; browsers that have it download the difference.",
        ),
        "options": attr.string_list(doc = "Further options of `wasmpair pack`."),
    },
    toolchains = [_TOOLCHAIN_TYPE],
    provides = [WasmpairBundleInfo],
    doc = "Proves that the modules and the shim match, and packs them into the directory NAME.",
)

WasmpairGuestInfo = provider(
    doc = "A guest of a Go server.",
    fields = {
        "directory": "The directory of the Go package, with the module and its wasmpair.json.",
        "manifest": "A copy of the manifest as a separate file.",
    },
)

def _wasmpair_guest_impl(ctx):
    directory = ctx.actions.declare_directory(ctx.label.name)
    manifest = ctx.actions.declare_file(ctx.label.name + ".wasmpair.json")

    arguments = ctx.actions.args()
    arguments.add("guest")
    arguments.add(ctx.file.module)
    arguments.add_all("--out", [directory], expand_directories = False)
    arguments.add("--manifest-copy", manifest)
    for option, value in {"--package": ctx.attr.package_name, "--name": ctx.attr.guest, "--memory": ctx.attr.memory}.items():
        if value:
            arguments.add(option, value)
    arguments.add_all(ctx.attr.entries, before_each = "--entry")
    arguments.add_all(ctx.attr.options)
    arguments.add_all(["--no-cache", "--quiet"])

    ctx.actions.run(
        mnemonic = "WasmpairGuest",
        progress_message = "Preparing {}".format(ctx.label),
        executable = ctx.toolchains[_TOOLCHAIN_TYPE].program,
        arguments = [arguments],
        inputs = [ctx.file.module],
        outputs = [directory, manifest],
    )
    return [
        DefaultInfo(files = depset([directory]), runfiles = ctx.runfiles([directory])),
        OutputGroupInfo(manifest = depset([manifest])),
        WasmpairGuestInfo(directory = directory, manifest = manifest),
    ]

wasmpair_guest = rule(
    implementation = _wasmpair_guest_impl,
    attrs = {
        "module": attr.label(
            mandatory = True,
            allow_single_file = [".wasm"],
            doc = "The WASI module: of Go, one built with -buildmode=c-shared.",
        ),
        "package_name": attr.string(doc = "The Go package's name; default: that of the rule."),
        "guest": attr.string(doc = "The guest's name; default: the stem of the module's file."),
        "memory": attr.string(doc = "The most linear memory, such as 32MiB; default: 64MiB."),
        "entries": attr.string_list(doc = "Functions that the host calls; default: all of a known type."),
        "options": attr.string_list(doc = "Further options of `wasmpair guest`."),
    },
    toolchains = [_TOOLCHAIN_TYPE],
    provides = [WasmpairGuestInfo],
    doc = "Prepares a module as a guest of a Go server: the directory NAME is the Go package that runs it.",
)

def _wasmpair_toolchain_impl(ctx):
    return [platform_common.ToolchainInfo(program = ctx.attr.program[DefaultInfo].files_to_run)]

wasmpair_toolchain = rule(
    implementation = _wasmpair_toolchain_impl,
    attrs = {
        "program": attr.label(
            mandatory = True,
            executable = True,
            allow_files = True,
            cfg = "exec",
            doc = "The program wasmpair: a file or an executable rule.",
        ),
    },
    doc = "A wasmpair to register for `@wasmpair//:toolchain_type`, in place of wasmpair_program from repositories.bzl.",
)
