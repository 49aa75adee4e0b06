//go:build linux || darwin

package guesthost

import (
	"syscall"

	"github.com/tetratelabs/wazero/experimental"
)

// Allocate implements experimental.MemoryAllocator.
func (a *allocator) Allocate(_, limit uint64) experimental.LinearMemory {
	size := max(min(limit, a.limit), pageBytes)
	space, err := syscall.Mmap(-1, 0, int(size), syscall.PROT_NONE, syscall.MAP_PRIVATE|syscall.MAP_ANON)
	a.memory = &linearMemory{space: space, heap: err != nil}
	return a.memory
}

// unlock makes memory accessible.
func unlock(space []byte) bool {
	return len(space) == 0 || syscall.Mprotect(space, syscall.PROT_READ|syscall.PROT_WRITE) == nil
}

func unmap(space []byte) { _ = syscall.Munmap(space) }
