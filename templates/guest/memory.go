package guesthost

import "sync"

// pageBytes is the size of a WebAssembly page.
const pageBytes = 64 << 10

// allocator makes the linear memory of one instance, and frees it even if
// wazero has no module to close, as after a failed instantiation.
type allocator struct {
	limit  uint64
	memory *linearMemory
}

// linearMemory is a range of addresses as large as the memory's maximum, of
// which only the used part is accessible. Growing neither copies nor moves it,
// and nothing of it is on Go's heap.
type linearMemory struct {
	mu    sync.Mutex
	space []byte
	heap  bool // the system refused the range
}

func (m *linearMemory) Reallocate(size uint64) []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	switch {
	case m.heap:
		if size > uint64(cap(m.space)) {
			m.space = append(make([]byte, 0, size), m.space...)
		}
		m.space = m.space[:size]
		return m.space
	case size > uint64(len(m.space)) || !unlock(m.space[:size]):
		return nil
	default:
		return m.space[:size:size]
	}
}

func (m *linearMemory) Free() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.space != nil && !m.heap {
		unmap(m.space)
	}
	m.space = nil
	m.heap = true
}

// free returns the memory to the system. No view of it may be used any more.
func (a *allocator) free() {
	if a.memory != nil {
		a.memory.Free()
	}
}
