// The options that say which releases stay: --keep and --min-age.
#pragma once

#include "cli/values.h"
#include "wasmpair/prune.h"

namespace wasmpair {

void add_retention_options(boost::program_options::options_description& options);

Retention retention_from(const OptionValues& values);

}  // namespace wasmpair
