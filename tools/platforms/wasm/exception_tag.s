# The tag of C++ exceptions, which compilers refer to and no library of zig's defines.
	.globl	__cpp_exception
	.tagtype	__cpp_exception i32
__cpp_exception:
