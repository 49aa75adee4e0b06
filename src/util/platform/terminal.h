// Standard streams and terminals.
#pragma once

#include <cstdio>
#include <string_view>

namespace wasmpair::platform {

/// To be called first: from now on, standard streams carry bytes as they are, and terminals read them as UTF-8.
void prepare_streams();

bool is_terminal(std::FILE* stream);

/// True if the terminal of the stream understands the escape sequences of colors.
bool has_colors(std::FILE* terminal);

/// Writes to standard error without allocating memory.
void write_error(std::string_view text) noexcept;

}  // namespace wasmpair::platform
