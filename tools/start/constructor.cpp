// The same as preinit_array.cpp for formats other than ELF: before the constructors of the libraries, which are linked
// in.
#include <exception>

#include "report/out_of_memory.h"

namespace {

[[gnu::constructor(101)]] void expect_lack_of_memory() { std::set_terminate(&wasmpair::terminate_out_of_memory); }

}  // namespace
