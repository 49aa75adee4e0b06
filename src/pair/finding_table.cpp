#include "pair/finding_table.h"

#include <algorithm>
#include <array>
#include <utility>

namespace wasmpair {
namespace {

struct Row {
  Check check;
  const char* id;  ///< Stable, because scripts depend on it.
  Consequence consequence;
};

constexpr std::array rows = {
    Row{Check::NotGoJs, "not-go-js", Consequence::RefusesToLoad},
    Row{Check::ModuleScript, "module-script", Consequence::RefusesToLoad},
    Row{Check::NoGlobalGo, "no-global-go", Consequence::RefusesToLoad},
    Row{Check::MissingImportModule, "missing-import-module", Consequence::RefusesToLoad},
    Row{Check::UndeclaredImportModule, "undeclared-import-module", Consequence::RefusesToLoad},
    Row{Check::MissingImport, "missing-import", Consequence::RefusesToLoad},
    Row{Check::UnreadableImport, "unreadable-import", Consequence::Unproven},
    Row{Check::ImportSignature, "import-signature", Consequence::FailsAtRunTime},
    Row{Check::MissingExport, "missing-export", Consequence::FailsAtRunTime},
    Row{Check::ExportSignature, "export-signature", Consequence::FailsAtRunTime},
    Row{Check::DirectoryFlag, "directory-flag", Consequence::Unproven},
    Row{Check::PathResolve, "path-resolve", Consequence::Unproven},
    Row{Check::MissingProperty, "missing-property", Consequence::FailsAtRunTime},
    Row{Check::DataBelowArguments, "data-below-arguments", Consequence::Unproven},
    Row{Check::VersionMismatch, "version-mismatch", Consequence::Unproven},
    Row{Check::UnknownShim, "unknown-shim", Consequence::Unproven},
    Row{Check::UnknownModuleVersion, "unknown-module-version", Consequence::Unproven},
    Row{Check::UnvalidatedModule, "unvalidated-module", Consequence::Unproven},
};

const Row& row(Check check) { return *std::ranges::find(rows, check, &Row::check); }

}  // namespace

Finding make_finding(Check check, FindingText text) {
  return make_finding(check, row(check).consequence, std::move(text));
}

Finding make_finding(Check check, Consequence consequence, FindingText text) {
  return {row(check).id,           consequence,           std::move(text.subject), std::move(text.message),
          std::move(text.browser), std::move(text.advice)};
}

}  // namespace wasmpair
