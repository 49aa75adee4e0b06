// From the command line of `wasmpair guest` to its request.
#pragma once

#include <boost/program_options.hpp>
#include <vector>

#include "wasmpair/guest.h"
#include "wasmpair/pack_guest.h"

namespace wasmpair {

/// The options that say what a guest may have and which functions a host calls: of `guest`, and of `check --for wasi`.
boost::program_options::options_description guest_options();
/// Their values. A value of --entry may be NAME=Method; the methods are in entry_methods.
GuestOptions guest_values(const boost::program_options::variables_map& values);

/// The options of guest, in the groups that its help shows.
std::vector<boost::program_options::options_description> pack_guest_options();

/// The request. Throws Error that names the option and the values that it takes.
PackGuestRequest pack_guest_request(const boost::program_options::variables_map& values);

}  // namespace wasmpair
