// Where this user's files belong.
#pragma once

#include <string>

namespace wasmpair::platform {

/// For files that can be made again, such as caches; "" if the system names no place.
///   Linux (XDG Base Directory Specification 0.8): $XDG_CACHE_HOME/wasmpair, else $HOME/.cache/wasmpair
///   macOS: the former, else $HOME/Library/Caches/wasmpair
///   Windows: %LOCALAPPDATA%/wasmpair/cache
/// Relative paths in the environment are ignored, as the specification demands.
std::string user_cache_directory();

/// For files that must survive, such as secrets; "" if the system names no place.
///   Linux: $XDG_STATE_HOME/wasmpair, else $HOME/.local/state/wasmpair
///   macOS: the former, else $HOME/Library/Application Support/wasmpair
///   Windows: %LOCALAPPDATA%/wasmpair/state
std::string user_state_directory();

/// For files of one run.
std::string temporary_directory();

/// The file by whose locks this user's runs on this machine share its memory.
std::string shared_memory_file();

}  // namespace wasmpair::platform
