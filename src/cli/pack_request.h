// From the command line of `wasmpair pack` to its request.
#pragma once

#include <boost/program_options.hpp>
#include <vector>

#include "wasmpair/pack.h"

namespace wasmpair {

/// The options of pack, in the groups that its help shows.
std::vector<boost::program_options::options_description> pack_options();

/// The request. Throws Error that names the option and the values that it takes.
PackRequest pack_request(const boost::program_options::variables_map& values);

}  // namespace wasmpair
