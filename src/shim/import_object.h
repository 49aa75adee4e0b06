// Reads the import object of a shim from its source.
#pragma once

#include <string>
#include <vector>

#include "shim/tokens.h"
#include "wasmpair/shim.h"

namespace wasmpair {

struct ImportObject {
  std::vector<std::string> modules;      ///< Sorted.
  std::vector<ProvidedImport> provides;  ///< Sorted, without duplicates.
  std::vector<UnreadableImports> unreadable;
};

/// Reads every way in which the source fills importObject:
///
///   importObject = VALUE        importObject: VALUE       VALUE  = { MODULE: TABLE, … }
///   importObject.MODULE = TABLE                           TABLE  = { NAME: function, … }
///   importObject.MODULE[NAME] = function
///   Object.assign(importObject, VALUE)   Object.assign(importObject.MODULE, TABLE)
///
/// VALUE and TABLE may be in parentheses, in Object.freeze(…) or Object.assign(…), spread into another object, or the
/// name of a variable that is assigned a single object literal; assignments to that variable's members count too.
/// Everything else is unreadable. No modules and nothing unreadable means that the source has no importObject.
ImportObject read_import_object(const Tokens& tokens);

}  // namespace wasmpair
