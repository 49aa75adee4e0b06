# The tags of C++ exceptions and of longjmp(3), which compilers refer to and no library of zig's defines.
	.globl	__cpp_exception
	.tagtype	__cpp_exception i32
__cpp_exception:
	.globl	__c_longjmp
	.tagtype	__c_longjmp i32
__c_longjmp:
