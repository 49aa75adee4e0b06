// In the program, before the constructors of shared libraries, of which Boost.Filesystem's allocates and throws: has a
// lack of memory reported.
#include <exception>

#include "report/out_of_memory.h"

namespace {

void expect_lack_of_memory(int, char**, char**) { std::set_terminate(&wasmpair::terminate_out_of_memory); }

[[gnu::section(".preinit_array"), gnu::used]] void (*const before_libraries)(int, char**,
                                                                             char**) = &expect_lack_of_memory;

}  // namespace
