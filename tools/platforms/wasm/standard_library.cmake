# C++ with exceptions and with threads in its interface, which zig's own standard library for WASI lacks: zig's sources of
# it, configured by us, and compiled as one of the libraries that the program is linked with (CMakeLists.txt beside this).
# Threads exist for the compiler alone: to start one fails, and waiting for one traps.
set(_wasmpair_zig_library ${WASMPAIR_ZIG}/../ziglang/lib)
set(CMAKE_CXX_COMPILER ${WASMPAIR_ZIG}/zig-cc)  # which leaves the standard library to us

# The encoding of exceptions is that of the first proposal, which Node.js 20 has.
set(_wasmpair_features "-mcpu=lime1+exception_handling+bulk_memory")
set(WASMPAIR_EXCEPTIONS "-fwasm-exceptions -mllvm -wasm-enable-eh -mllvm -wasm-enable-sjlj")

# zig's headers have these instead of a __config_site.
set(_wasmpair_configuration "")
foreach(definition
    ABI_VERSION=1 ABI_NAMESPACE=__1 HAS_THREADS=1 HAS_THREAD_API_PTHREAD=1 HAS_MONOTONIC_CLOCK=1 HAS_TERMINAL=1
    HAS_MUSL_LIBC=1 HAS_VENDOR_AVAILABILITY_ANNOTATIONS=0 HAS_FILESYSTEM=1 HAS_RANDOM_DEVICE=1 HAS_LOCALIZATION=1
    HAS_UNICODE=1 HAS_WIDE_CHARACTERS=1 HARDENING_MODE=_LIBCPP_HARDENING_MODE_NONE
    ASSERTION_SEMANTIC_DEFAULT=_LIBCPP_ASSERTION_SEMANTIC_IGNORE)
  string(APPEND _wasmpair_configuration " -D_LIBCPP_${definition}")
endforeach()
foreach(definition
    LIBCPP_DISABLE_VISIBILITY_ANNOTATIONS LIBCXXABI_DISABLE_VISIBILITY_ANNOTATIONS LIBCPP_PSTL_BACKEND_SERIAL)
  string(APPEND _wasmpair_configuration " -D_${definition}")
endforeach()

set(CMAKE_C_FLAGS_INIT "${CMAKE_C_FLAGS_INIT} ${_wasmpair_features}")
set(CMAKE_ASM_FLAGS_INIT "${_wasmpair_features}")
set(CMAKE_ASM_COMPILER ${WASMPAIR_ZIG}/zig-cc)
set(CMAKE_ASM_COMPILER_TARGET ${WASMPAIR_TARGET})
# Before the headers of C, which libc++'s include; they are marked as a system's themselves.
set(CMAKE_CXX_FLAGS_INIT "${CMAKE_CXX_FLAGS_INIT} ${_wasmpair_features} ${WASMPAIR_EXCEPTIONS} -nostdinc++ \
-I${_wasmpair_zig_library}/libcxx/include -I${_wasmpair_zig_library}/libcxxabi/include${_wasmpair_configuration}")
if(EXISTS ${WASMPAIR_PLATFORM_PREFIX}/lib/libc++.a)
  set(CMAKE_CXX_STANDARD_LIBRARIES ${WASMPAIR_PLATFORM_PREFIX}/lib/libc++.a)
endif()
