// The findings about pairs: one row per check.
#pragma once

#include <string>

#include "wasmpair/finding.h"

namespace wasmpair {

enum class Check {
  NotGoJs,
  ModuleScript,
  NoGlobalGo,
  MissingImportModule,
  UndeclaredImportModule,
  MissingImport,
  UnreadableImport,
  ImportSignature,
  MissingExport,
  ExportSignature,
  DirectoryFlag,
  PathResolve,
  MissingProperty,
  DataBelowArguments,
  VersionMismatch,
  UnknownShim,
  UnknownModuleVersion,
  UnvalidatedModule,
};

/// The parts of a finding that are not in the table.
struct FindingText {
  std::string subject;
  std::string message;
  std::string browser;
  std::string advice;
};

/// A finding of that check with its usual consequence.
Finding make_finding(Check check, FindingText text);

/// A finding of that check with another consequence.
Finding make_finding(Check check, Consequence consequence, FindingText text);

}  // namespace wasmpair
