// From the words of the command line to typed values. Parsers throw Error that names the option and the values it
// takes.
#pragma once

#include <boost/program_options.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wasmpair/budget.h"
#include "wasmpair/default_page.h"
#include "wasmpair/proof.h"
#include "wasmpair/toolchain.h"

namespace wasmpair {

using OptionValues = boost::program_options::variables_map;

/// Throws a usage error: what is wrong on the command line, and what it should be.
[[noreturn]] void fail_usage(const std::string& problem, const std::string& advice);

/// The value of an option that takes one, or "" if it was not given.
std::string text_value(const OptionValues& values, const char* option);
/// The values of an option that may be repeated.
std::vector<std::string> text_values(const OptionValues& values, const char* option);
/// The words that are not options, in their order.
std::vector<std::string> operands(const OptionValues& values);
bool is_set(const OptionValues& values, const char* option);

/// A whole number from minimum to maximum.
unsigned parse_count(const std::string& option, const std::string& text, unsigned minimum, unsigned maximum);

/// "800KB" -> 800,000. Units: none or B, KB, MB, GB (powers of 1000), KiB, MiB, GiB (powers of 1024); fractions such as
/// "1.5MB".
std::uint64_t parse_size(const std::string& option, std::string_view text);

/// "br=800KB"; the encoding is a content coding or "identity".
Budget parse_budget(const std::string& text);

/// "br,gzip" -> codings in the order of the codings table.
std::vector<Coding> parse_codings(const std::string& text);

/// The same for the codings of deltas: "dcb,dcz".
std::vector<Coding> parse_delta_codings(const std::string& text);

Level parse_level(const std::string& text);

/// The value of --page; --no-page is the same as --page none. Demo if neither was given.
DefaultPage parse_default_page(const OptionValues& values);

/// A base for URLs with "/" at its end; "" stays "".
std::string parse_base(const std::string& text);

/// True if a value of --cache is a URL rather than a directory.
bool is_url(const std::string& text);

/// A base URL, without "/" at its end. The message does not repeat the text, which may contain a password.
std::string parse_cache_url(const std::string& text);

/// The value of --nonce: the placeholder that a server replaces with a nonce. Nothing if the option was not given.
std::optional<std::string> parse_nonce(const OptionValues& values);

/// A bundle's name from a file's stem: characters that identifiers cannot contain become "_".
std::string name_from_file(const std::string& file);

/// The options of a command that has only --help.
std::vector<boost::program_options::options_description> no_options();

/// The options that locate the shim, and their values.
boost::program_options::options_description toolchain_options();
ToolchainRequest toolchain_request(const OptionValues& values);

/// The options that accept what cannot be proven, and their values.
boost::program_options::options_description proof_options();
ProofOptions proof_request(const OptionValues& values);

}  // namespace wasmpair
