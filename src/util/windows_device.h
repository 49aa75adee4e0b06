// Names that Windows keeps for devices. No system may publish them: releases are unpacked and served on others.
#pragma once

#include <string_view>

namespace wasmpair {

/// "con", "com1.txt": reserved with any extension, in any case (Microsoft, "Naming Files, Paths, and Namespaces").
bool is_windows_device(std::string_view name);

}  // namespace wasmpair
