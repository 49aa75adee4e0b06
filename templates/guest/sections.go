package guesthost

import "errors"

// moduleLimits is what a module declares and wazero does not report.
type moduleLimits struct {
	tableMaximum  uint64 // of all tables together; noMaximum if one has none
	memoryMaximum uint64 // noMaximum if there is none
}

const noMaximum = ^uint64(0)

var errBadSections = errors.New("its sections cannot be read")

// readLimits reads the table and the memory section:
//
//	module  = magic version section*
//	section = id:byte size:u32 content
//	content = count:u32 (type limits)*      table section
//	content = count:u32 limits*             memory section
//	limits  = flag:byte minimum:u32 maximum:u32?
//
// wazero validates the module later; what is read here need only be safe.
func readLimits(module []byte) (moduleLimits, error) {
	limits := moduleLimits{memoryMaximum: noMaximum}
	if len(module) < 8 || string(module[:8]) != "\x00asm\x01\x00\x00\x00" {
		return limits, errors.New("it is not a WebAssembly module")
	}
	r := sectionReader{rest: module[8:]}
	for len(r.rest) > 0 && !r.bad {
		id := r.byte()
		content := sectionReader{rest: r.take(r.u32())}
		switch id {
		case 4:
			limits.tableMaximum = content.tables()
		case 5:
			limits.memoryMaximum = content.memories()
		}
		r.bad = r.bad || content.bad
	}
	if r.bad {
		return limits, errBadSections
	}
	return limits, nil
}

// sectionReader reads numbers from bytes. After a failure all results are zero.
type sectionReader struct {
	rest []byte
	bad  bool
}

func (r *sectionReader) take(n uint64) []byte {
	if n > uint64(len(r.rest)) {
		r.bad = true
		r.rest = nil
		return nil
	}
	taken := r.rest[:n]
	r.rest = r.rest[n:]
	return taken
}

func (r *sectionReader) byte() byte {
	if taken := r.take(1); len(taken) == 1 {
		return taken[0]
	}
	return 0
}

// u32 reads a LEB128 number of at most 32 bits.
func (r *sectionReader) u32() uint64 {
	var value uint64
	for shift := 0; shift < 35; shift += 7 {
		b := r.byte()
		value |= uint64(b&0x7f) << shift
		if b < 0x80 {
			r.bad = r.bad || value >= 1<<32
			return value
		}
	}
	r.bad = true
	return 0
}

// limits reads one pair of limits and returns the maximum.
func (r *sectionReader) limits() uint64 {
	flag := r.byte()
	r.u32()
	maximum := noMaximum
	switch flag {
	case 0:
	case 1:
		maximum = r.u32()
	default: // shared or 64-bit
		r.bad = true
	}
	return maximum
}

// tables returns the sum of all tables' maxima.
func (r *sectionReader) tables() uint64 {
	var sum uint64
	for count := r.u32(); count > 0 && !r.bad; count-- {
		r.byte()
		maximum := r.limits()
		if maximum == noMaximum {
			return noMaximum
		}
		sum += maximum
	}
	return sum
}

// memories returns the maximum of the only memory.
func (r *sectionReader) memories() uint64 {
	count := r.u32()
	if count == 0 {
		return noMaximum
	}
	maximum := r.limits()
	r.bad = r.bad || count > 1
	return maximum
}
