// Where POSIX systems differ in the places of this user's files.
#pragma once

namespace wasmpair::platform {

/// Below the home directory, where the environment names no other place.
extern const char* const cache_below_home;
extern const char* const state_below_home;

}  // namespace wasmpair::platform
