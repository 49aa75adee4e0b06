"""The platforms of a release's programs, by Bazel's names.

They are those of tools/platforms/platforms.tsv whose program needs nothing but the system: @platforms has no constraint
for the C library, and of the two for Linux on x64 only the static one runs on every machine that matches.
"""

PLATFORMS = {
    "darwin-arm64": struct(os = "macos", cpu = "aarch64", program = "wasmpair", archive = "tar.gz"),
    "darwin-x64": struct(os = "macos", cpu = "x86_64", program = "wasmpair", archive = "tar.gz"),
    "linux-arm64": struct(os = "linux", cpu = "aarch64", program = "wasmpair", archive = "tar.gz"),
    "linux-x64-musl": struct(os = "linux", cpu = "x86_64", program = "wasmpair", archive = "tar.gz"),
    "windows-arm64": struct(os = "windows", cpu = "aarch64", program = "wasmpair.exe", archive = "zip"),
    "windows-x64": struct(os = "windows", cpu = "x86_64", program = "wasmpair.exe", archive = "zip"),
}
