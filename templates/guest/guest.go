package guesthost

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Release is one version of a guest: its module and what the packer knows about
// it. The package has one embedded; Load reads others.
type Release struct {
	// Name is the guest's name in the manifest.
	Name string
	// Digest is the SHA-256 of Module, in hexadecimal digits. New refuses any
	// other module.
	Digest string
	// Module has the bytes of the WebAssembly module.
	Module []byte
	// Entries are the exports that calls can name.
	Entries []Entry
	// Interval is the number of units between two calls of the meter; 0 if the
	// module has none. The host then interrupts it by a slower way.
	Interval int32
	// Depth is how many counted calls may be nested in the guest; 0 if none is
	// counted.
	Depth int32
	// MemoryPages is the maximum of the memory, in pages of 64 KiB; 0 if the
	// module has none.
	MemoryPages uint32
	// Globals are the numbers N of the exports wasmpair.gN.
	Globals []uint32
	// Restorable says that memory and Globals are all the state of an instance.
	Restorable bool
}

// Entry is an export that takes bytes and returns bytes.
type Entry struct {
	Name       string
	Convention Convention
}

// Convention is how bytes pass between host and guest.
type Convention string

const (
	// Handle is the convention of guest.Serve: the export takes the length of
	// the input, and the guest copies input and output by host functions.
	Handle Convention = "handle"
	// Pointer is a convention of older guests: the host writes the input where
	// the export "alloc" says, and the entry takes its pointer and length and
	// returns those of the output in one i64, the pointer in the upper half.
	Pointer Convention = "pointer"
)

// Embedded returns the release that this package was generated for.
func Embedded() Release { return release }

// entry finds an entry by its name.
func (r *Release) entry(name string) (Entry, bool) {
	for _, e := range r.Entries {
		if e.Name == name {
			return e, true
		}
	}
	return Entry{}, false
}

// verify compares the module with its digest and reads its limits.
func (r *Release) verify() error {
	if len(r.Module) == 0 {
		return fmt.Errorf("guest: %w: no module is embedded; pass a release that Load has read", ErrModule)
	}
	digest := sha256.Sum256(r.Module)
	if got := hex.EncodeToString(digest[:]); got != r.Digest {
		return fmt.Errorf("guest: %w: the module's SHA-256 is %s, not %s", ErrModule, got, printable([]byte(r.Digest), 64))
	}
	if len(r.Entries) == 0 || r.Interval < 0 || r.Depth < 0 || r.MemoryPages > 1<<16 || len(r.Globals) > maxGlobals {
		return fmt.Errorf("guest: %w: the release's description is invalid", ErrModule)
	}
	limits, err := readLimits(r.Module)
	if err != nil {
		return fmt.Errorf("guest: %w: %w", ErrModule, err)
	}
	return limits.check(r)
}

const (
	maxGlobals       = 1000
	maxTableElements = 1 << 20
)

// check refuses what wazero would allocate outside of the memory's limit.
func (l moduleLimits) check(r *Release) error {
	switch {
	case l.tableMaximum == noMaximum:
		return fmt.Errorf("guest: %w: its table has no maximum; pack it with wasmpair guest", ErrModule)
	case l.tableMaximum > maxTableElements:
		return fmt.Errorf("guest: %w: its tables may have %d elements; at most %d are allowed", ErrModule, l.tableMaximum, maxTableElements)
	case r.MemoryPages > 0 && l.memoryMaximum != uint64(r.MemoryPages):
		return fmt.Errorf("guest: %w: its memory's maximum is not the %d pages it was packed with", ErrModule, r.MemoryPages)
	default:
		return nil
	}
}
