// The shim is a classic script that gives class Go to the page.
#include <fmt/format.h>

#include "pair/finding_table.h"
#include "pair/proof_parts.h"

namespace wasmpair {
namespace {

Finding module_script(const PairUnderTest& pair) {
  return make_finding(
      Check::ModuleScript,
      {.subject = pair.shim.module_syntax,
       .message = fmt::format("{} has an import or export statement there: it is an ECMAScript module, and the loader "
                              "and a page's <script src> run a shim as a classic script",
                              describe_shim(pair)),
       .browser = "SyntaxError: Unexpected token 'export', or: Cannot use import statement outside a module",
       .advice = "Remove the statement, and set globalThis.Go instead, as Go's own shim does; a bundler writes a "
                 "classic script as format iife. " +
                 advise_fitting_shim(pair.module)});
}

Finding no_global_go(const PairUnderTest& pair) {
  return make_finding(
      Check::NoGlobalGo,
      {.subject = "globalThis.Go",
       .message = fmt::format("{} never assigns Go to the global object: a class, let or const Go of a script, and "
                              "exports.Go, are no property of it",
                              describe_shim(pair)),
       .browser = "not-a-shim: it is not a wasm_exec.js: it defines no Go.",
       .advice = "Set globalThis.Go to the class, as Go's own shim does. " + advise_fitting_shim(pair.module)});
}

}  // namespace

void prove_script(const PairUnderTest& pair, Findings& findings) {
  if (!pair.shim.module_syntax.empty())
    findings.push_back(module_script(pair));
  else if (!pair.shim.sets_global_go)
    findings.push_back(no_global_go(pair));
}

}  // namespace wasmpair
