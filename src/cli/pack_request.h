// From the words of `wasmpair pack` to its request.
#pragma once

#include <boost/program_options.hpp>
#include <vector>

#include "wasmpair/pack.h"

namespace wasmpair {

/// The options of pack, in groups as its help shows them.
std::vector<boost::program_options::options_description> pack_options();

/// What they ask for. Throws Error that names the option and what it takes.
PackRequest pack_request(const boost::program_options::variables_map& values);

}  // namespace wasmpair
