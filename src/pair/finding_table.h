// The vocabulary of findings about pairs: one row for each.
#pragma once

#include <string>

#include "wasmpair/finding.h"

namespace wasmpair {

enum class Check {
  NotGoJs,
  MissingImportModule,
  UndeclaredImportModule,
  MissingImport,
  UnreadableImport,
  ImportSignature,
  MissingExport,
  ExportSignature,
  DirectoryFlag,
  PathResolve,
  DataBelowArguments,
  VersionMismatch,
  UnknownShim,
  UnknownModuleVersion,
};

/// What a finding says beside its row in the table.
struct FindingText {
  std::string subject;
  std::string message;
  std::string browser;
  std::string advice;
};

/// A finding of that check, with the consequence that it has as a rule.
Finding make_finding(Check check, FindingText text);

/// The same with a consequence that the case at hand has instead.
Finding make_finding(Check check, Consequence consequence, FindingText text);

}  // namespace wasmpair
