package guesthost

import (
	"crypto/rand"
	"encoding/binary"
	"io"
	"time"

	"github.com/tetratelabs/wazero/api"
)

// Errors of WASI, preview 1.
const (
	wasiOK      = 0
	wasiBadFile = 8
	wasiFault   = 21
	wasiInvalid = 28
	wasiIO      = 29
	wasiNoSeek  = 70
)

// wasi are the functions of WASI that guests may call: what Go needs to run at
// all, and standard output. There are no files, so nothing can be mounted by
// mistake. All else that a module imports is refused.
var wasi = []hostFunction{
	{"args_sizes_get", "ii", "i", func(_ *call, m api.Memory, a []uint64) uint32 { return sizes(m, a, nil) }},
	{"args_get", "ii", "i", func(_ *call, m api.Memory, a []uint64) uint32 { return writeStrings(m, a, nil) }},
	{"environ_sizes_get", "ii", "i", func(c *call, m api.Memory, a []uint64) uint32 { return sizes(m, a, c.host.config.Env) }},
	{"environ_get", "ii", "i", func(c *call, m api.Memory, a []uint64) uint32 { return writeStrings(m, a, c.host.config.Env) }},
	{"clock_res_get", "ii", "i", func(_ *call, m api.Memory, a []uint64) uint32 {
		return put64(m, uint32(a[1]), uint64(clockStep))
	}},
	{"clock_time_get", "iIi", "i", func(c *call, m api.Memory, a []uint64) uint32 {
		c.pause()
		return c.readClock(m, uint32(a[0]), uint32(a[2]))
	}},
	{"random_get", "ii", "i", func(c *call, m api.Memory, a []uint64) uint32 {
		return c.random(m, uint32(a[0]), uint32(a[1]))
	}},
	{"sched_yield", "", "i", func(c *call, _ api.Memory, _ []uint64) uint32 {
		c.settle()
		c.pause()
		return wasiOK
	}},
	{"poll_oneoff", "iiii", "i", func(c *call, m api.Memory, a []uint64) uint32 {
		return c.poll(m, uint32(a[0]), uint32(a[1]), uint32(a[2]), uint32(a[3]))
	}},
	{"proc_exit", "i", "", func(_ *call, _ api.Memory, a []uint64) uint32 {
		status := uint32(a[0])
		panic(&halt{kind: ErrExited, cause: "it called exit", exit: status})
	}},
	{"fd_write", "iiii", "i", func(c *call, m api.Memory, a []uint64) uint32 {
		return c.write(m, uint32(a[0]), uint32(a[1]), uint32(a[2]), uint32(a[3]))
	}},
	{"fd_read", "iiii", "i", func(c *call, m api.Memory, a []uint64) uint32 {
		c.pause()
		if uint32(a[0]) != 0 {
			return wasiBadFile
		}
		return put32(m, uint32(a[3]), 0) // standard input is empty
	}},
	{"fd_seek", "iIii", "i", func(_ *call, _ api.Memory, a []uint64) uint32 { return standard(a[0], wasiNoSeek) }},
	{"fd_close", "i", "i", func(_ *call, _ api.Memory, a []uint64) uint32 { return standard(a[0], wasiOK) }},
	{"fd_fdstat_set_flags", "ii", "i", func(_ *call, _ api.Memory, a []uint64) uint32 { return standard(a[0], wasiOK) }},
	{"fd_fdstat_get", "ii", "i", func(_ *call, m api.Memory, a []uint64) uint32 { return describe(m, a) }},
	{"fd_prestat_get", "ii", "i", func(*call, api.Memory, []uint64) uint32 { return wasiBadFile }},
	{"fd_prestat_dir_name", "iii", "i", func(*call, api.Memory, []uint64) uint32 { return wasiBadFile }},
}

// standard returns a result for standard input, output and error.
func standard(file uint64, result uint32) uint32 {
	if uint32(file) > 2 {
		return wasiBadFile
	}
	return result
}

// describe writes an fdstat: a character device, which can be written unless it
// is standard input.
func describe(m api.Memory, a []uint64) uint32 {
	if uint32(a[0]) > 2 {
		return wasiBadFile
	}
	var stat [24]byte
	stat[0] = 2
	if uint32(a[0]) > 0 {
		stat[8] = 1 << 6
	}
	if !m.Write(uint32(a[1]), stat[:]) {
		return wasiFault
	}
	return wasiOK
}

func put32(m api.Memory, at, value uint32) uint32 {
	if !m.WriteUint32Le(at, value) {
		return wasiFault
	}
	return wasiOK
}

func put64(m api.Memory, at uint32, value uint64) uint32 {
	if !m.WriteUint64Le(at, value) {
		return wasiFault
	}
	return wasiOK
}

// sizes writes the number of strings and their bytes with terminators.
func sizes(m api.Memory, a []uint64, list []string) uint32 {
	total := 0
	for _, s := range list {
		total += len(s) + 1
	}
	if put32(m, uint32(a[0]), uint32(len(list))) != wasiOK {
		return wasiFault
	}
	return put32(m, uint32(a[1]), uint32(total))
}

// writeStrings writes pointers to strings, and the strings with terminators.
func writeStrings(m api.Memory, a []uint64, list []string) uint32 {
	pointers, text := uint32(a[0]), uint32(a[1])
	for _, s := range list {
		if !m.WriteUint32Le(pointers, text) || !m.WriteString(text, s+"\x00") {
			return wasiFault
		}
		pointers += 4
		text += uint32(len(s)) + 1
	}
	return wasiOK
}

// clockStep is the resolution of the guest's clocks: too coarse to time caches.
const clockStep = time.Millisecond

var processStart = time.Now()

// readClock writes the time of clock 0, the date, or of clock 1, which only
// goes forward.
func (c *call) readClock(m api.Memory, clock, at uint32) uint32 {
	if clock > 1 {
		return wasiInvalid
	}
	return put64(m, at, c.clock(clock))
}

func (c *call) clock(number uint32) uint64 {
	switch {
	case number != 0:
		return uint64(time.Second + time.Since(processStart).Truncate(clockStep))
	case c.host.config.Now != nil:
		return uint64(c.host.config.Now().UnixNano())
	default:
		return uint64(time.Now().Truncate(clockStep).UnixNano())
	}
}

// random fills the guest's memory in pieces, between which it can be
// interrupted.
func (c *call) random(m api.Memory, at, n uint32) uint32 {
	if _, ok := m.Read(at, n); !ok {
		return wasiFault
	}
	source := c.host.config.Random
	if source == nil {
		source = rand.Reader
	}
	var piece [4096]byte
	for n > 0 {
		size := min(n, uint32(len(piece)))
		c.charge(uint64(size)) // A byte of it takes much longer than one that is copied.
		// Not into the guest's memory: a reader could keep the slice.
		if _, err := io.ReadFull(source, piece[:size]); err != nil {
			return wasiIO
		}
		m.Write(at, piece[:size])
		at += size
		n -= size
	}
	return wasiOK
}

const maxVectors = 1024

// write keeps what goes to standard output and error. Only bytes that are kept
// are copied, so a gigabyte of overlapping vectors costs nothing.
func (c *call) write(m api.Memory, file, vectors, count, writtenAt uint32) uint32 {
	c.pause()
	if file != 1 && file != 2 {
		return wasiBadFile
	}
	if count > maxVectors {
		return wasiInvalid
	}
	list, ok := m.Read(vectors, count*8)
	if !ok {
		return wasiFault
	}
	var total uint64
	for ; len(list) > 0; list = list[8:] {
		piece, ok := m.Read(binary.LittleEndian.Uint32(list), binary.LittleEndian.Uint32(list[4:]))
		if !ok {
			return wasiFault
		}
		if total += uint64(len(piece)); total >= 1<<31 {
			return wasiInvalid
		}
		c.charge(unitsOf(uint32(min(len(piece), c.log.limit))))
		c.log.add(piece)
	}
	return put32(m, writtenAt, uint32(total))
}
