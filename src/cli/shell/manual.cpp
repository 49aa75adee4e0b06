#include "cli/shell/manual.h"

#include <fmt/format.h>

#include "cli/shell/option_rows.h"

namespace wasmpair {
namespace {

/// text for roff: without escapes, and without lines that look like requests. Line breaks remain line breaks.
std::string roff(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool starts_line = i == 0 || text[i - 1] == '\n';
    if (starts_line && (text[i] == '.' || text[i] == '\'')) result += "\\&";
    if (text[i] == '\\')
      result += "\\e";
    else if (text[i] == '-')
      result += "\\-";
    else if (text[i] == '\n')
      result += "\n.br\n";
    else if (text.substr(i).starts_with("…"))
      result += "...", i += std::string_view("…").size() - 1;
    else
      result += text[i];
  }
  return result;
}

/// text as a single macro argument.
std::string argument(std::string_view text) {
  std::string result = "\"";
  for (const char c : roff(text)) result += c == '"' ? std::string("\\(dq") : std::string(1, c);
  return result + "\"";
}

std::string option_text(const OptionRow& option) {
  std::string tag;
  if (!option.short_name.empty()) tag += fmt::format("\\fB{}\\fR, ", roff(option.short_name));
  tag += fmt::format("\\fB{}\\fR", roff(option.name));
  if (!option.value.empty()) tag += fmt::format(" \\fI{}\\fR", roff(option.value));
  return fmt::format(".TP\n{}\n{}\n", tag, roff(option.summary));
}

std::string command_text(const Command& command) {
  std::string text = fmt::format(".SS {}\n.B wasmpair {}\n{}\n.PP\n{}.\n", argument(command.name), roff(command.name),
                                 roff(command.usage), roff(command.summary));
  for (const OptionGroup& group : option_groups(command)) {
    text += fmt::format(".PP\n{}:\n", roff(group.title));
    for (const OptionRow& option : group.options) text += option_text(option);
  }
  return text;
}

constexpr std::string_view beginning = R"(.nh
.ad l
.SH NAME
wasmpair \- ship Go programs compiled to WebAssembly
.SH SYNOPSIS
.B wasmpair
.I COMMAND
[\fIoperand\fR ...] [\fIoption\fR ...]
.br
.B wasmpair
.RI [ COMMAND ]
.BR \-\-help | \-h
.br
.B wasmpair
.BR \-\-version | \-V
.SH DESCRIPTION
Given the .wasm file that
.B go build
wrote, wasmpair finds the wasm_exec.js of the toolchain that built it, proves
from the bytes that the two fit, makes the module small, hashes both as a pair,
and publishes them under names that carry the hash, with compressed siblings,
a manifest, and a page that loads the program.
It writes configurations for web servers, previews the release, and checks
deployments.
.PP
Results are printed on standard output, everything else on standard error.
The same bytes and options give the same output on every machine.
.SH COMMANDS
)";

constexpr std::string_view ending = R"(.SH EXIT STATUS
.TP
.B 0
done
.TP
.B 1
findings: a pair does not fit, a budget is exceeded, a deployment is wrong
.TP
.B 2
an error: the command did not complete
.SH ENVIRONMENT
.TP
.B GOROOT
the toolchain that
.B go env GOROOT
reports, unless
.B \-\-goroot
or
.B \-\-shim
is given
.TP
.BR XDG_CACHE_HOME ", " XDG_STATE_HOME ", " HOME
where the user's directories for caches and for state are
.TP
.B WASMPAIR_CACHE_AUTHORIZATION
the Authorization field for the server of
.B \-\-cache
.IR URL ,
instead of the user and password of the URL or of
.I ~/.netrc
.TP
.B SSL_CERT_FILE
the trusted certificates for https, instead of the system's
.TP
.BR GITHUB_STEP_SUMMARY ", " GITHUB_OUTPUT
the files to which
.B \-\-github
appends the step's summary and outputs
.TP
.BR NO_COLOR ", " TERM
no color on a terminal if NO_COLOR is not empty or TERM is
.RB \(dq dumb \(dq
.SH FILES
.TP
.I wasmpair.json
the manifest of a release, written last; the schema is in
.I share/wasmpair/wasmpair.schema.json
.TP
.I ~/.cache/wasmpair
encodings cached between runs
.TP
.I ~/.local/state/wasmpair/cache-key
the key with which this user's runs seal cached encodings
.TP
.I ~/.netrc
the user and password for a shared cache
.TP
.I share/wasmpair/make/wasmpair.mk
to include in Makefiles
.TP
.I share/wasmpair/bazel
a Bazel module with the rules
.TP
.I share/wasmpair/ci
an action and a workflow for GitHub, a pipeline for GitLab
.TP
.I share/wasmpair/loader.d.ts
the types of the loader
.SH EXAMPLES
Publish a program, with a preview:
.PP
.nf
.RS
GOOS=js GOARCH=wasm go build \-o app.wasm ./cmd/app
wasmpair pack app.wasm \-\-out dist \-\-budget br=800KB
wasmpair serve dist
.RE
.fi
.PP
Configure nginx, and check the deployment:
.PP
.nf
.RS
wasmpair config nginx \-\-manifest dist/wasmpair.json \-o wasmpair.conf
wasmpair verify https://example.org/app/ \-\-manifest dist/wasmpair.json
.RE
.fi
.SH SEE ALSO
.BR brotli (1),
.BR gzip (1),
.BR sha256sum (1)
)";

}  // namespace

std::string manual_page() {
  std::string page = ".\\\" Written by `wasmpair manual`.\n";
  page += fmt::format(".TH WASMPAIR 1 \"\" {} \"User Commands\"\n", argument("wasmpair " WASMPAIR_VERSION));
  page += beginning;
  for (const Command& command : command_table()) page += command_text(command);
  return page + std::string(ending);
}

}  // namespace wasmpair
