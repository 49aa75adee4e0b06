// The manual page, written from the option table.
#pragma once

#include <string>

namespace wasmpair {

/// wasmpair(1) in roff, with the macros of man(7).
std::string manual_page();

}  // namespace wasmpair
