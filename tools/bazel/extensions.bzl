"""For MODULE.bazel, in Bazel 6 or later: the programs of a release, as wasmpair_release of repositories.bzl provides them.

    wasmpair = use_extension("@wasmpair//:extensions.bzl", "wasmpair")
    wasmpair.release(
        sums = "//:SHA256SUMS",
        url = "https://github.com/OWNER/wasmpair/releases/download/v0.1.0",
        version = "0.1.0",
    )
    use_repo(wasmpair, "wasmpair_release")
    register_toolchains("@wasmpair_release//:all")
"""

load("//:repositories.bzl", "wasmpair_release")

def _wasmpair_impl(module_ctx):
    for module in module_ctx.modules:
        for tag in module.tags.release:
            wasmpair_release(name = tag.name, sums = tag.sums, url = tag.url, version = tag.version)

wasmpair = module_extension(
    implementation = _wasmpair_impl,
    tag_classes = {
        "release": tag_class(
            attrs = {
                "name": attr.string(default = "wasmpair_release"),
                "sums": attr.label(mandatory = True),
                "url": attr.string(mandatory = True),
                "version": attr.string(mandatory = True),
            },
            doc = "The release whose programs are run.",
        ),
    },
)
