// The kinds of text in a manifest. A manifest may come from anywhere, and what is in it reaches pages, policies,
// configurations and scripts: each kind is checked once, where a manifest is read.
#pragma once

#include <string_view>

namespace wasmpair {

/// True for a plain name of a file, which can be shown: not a path, and without characters that steer or hide.
bool is_file_name(std::string_view text);

/// True if url is base and one name, in which everything that has a meaning in URLs is percent-encoded.
bool is_url_in(std::string_view base, std::string_view url);

/// True for a version of a program: "0.1.0", "go1.24.4-X:nodwarf5".
bool is_version_word(std::string_view text);

/// True for the integrity of one file (Subresource Integrity) by SHA-384.
bool is_integrity(std::string_view text);

/// True for the name of a content coding: "br".
bool is_coding_name(std::string_view text);

/// True for a pattern of modules' URLs that wasmpair writes in Use-As-Dictionary: one name, percent-encoded, with a
/// "*", and with a "?" at its end.
bool is_match_pattern(std::string_view text);

}  // namespace wasmpair
