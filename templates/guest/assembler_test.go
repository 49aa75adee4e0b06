package guesthost

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
)

// A small assembler for guests that no compiler would write. With metered, it
// adds what the packer adds: the meter at loops and functions, the depth in
// functions, and exports of globals.

const (
	testInterval = 1000
	testDepth    = 500
)

// code is a sequence of instructions.
type code []byte

func seq(parts ...code) code { return slices.Concat(parts...) }

func leb(n uint64) code { return binary.AppendUvarint(nil, n) }

func sleb(n int64) (out code) {
	for {
		b := byte(n & 0x7f)
		n >>= 7
		if n == 0 && b&0x40 == 0 || n == -1 && b&0x40 != 0 {
			return append(out, b)
		}
		out = append(out, b|0x80)
	}
}

func op(b byte, immediates ...code) code { return append(code{b}, slices.Concat(immediates...)...) }

func i32(n int64) code      { return op(0x41, sleb(int64(int32(n)))) }
func i64(n int64) code      { return op(0x42, sleb(n)) }
func get(local uint64) code { return op(0x20, leb(local)) }
func set(local uint64) code { return op(0x21, leb(local)) }
func getGlobal(n int) code  { return op(0x23, leb(uint64(n))) }
func setGlobal(n int) code  { return op(0x24, leb(uint64(n))) }
func br(label uint64) code  { return op(0x0c, leb(label)) }
func block(parts ...code) code {
	return seq(code{0x02, 0x40}, seq(parts...), end)
}
func when(parts ...code) code { return seq(code{0x04, 0x40}, seq(parts...), end) }

var (
	end         = code{0x0b}
	trap        = code{0x00}
	drop        = code{0x1a}
	add         = code{0x6a}
	sub         = code{0x6b}
	divide      = code{0x6d}
	equal       = code{0x46}
	store       = code{0x36, 2, 0}
	store64     = code{0x37, 3, 0}
	loadWord    = code{0x28, 2, 0}
	grow        = code{0x40, 0}
	fill        = code{0xfc, 0x0b, 0}
	growTable   = code{0xfc, 0x0f, 0}
	nullFunc    = code{0xd0, 0x70}
	callNowhere = code{0x11, 0, 0}
	// The table's index has five bytes, which a linker can replace: what LLVM
	// writes since reference types are on by default.
	callNowhereLong = code{0x11, 0, 0x80, 0x80, 0x80, 0x80, 0}
)

type assembled struct {
	metered bool
	// limits of memory and table; maximum 0: none
	memory, memoryMaximum uint64
	table, tableMaximum   uint64
	memoryFlag            byte // 0: by memoryMaximum
	memories              int
	imports               []code
	otherImports          []code // of tables or globals
	importedMemory        bool
	functions             []assembledFunction
	types                 []code
	exports               []code
	globals               []int64 // i32, behind those of the meter
	start                 int     // index of a function, or -1
	data                  []segment
	names                 string // module name in the name section
	entries               []Entry
}

type assembledFunction struct {
	kind   uint64
	locals int
	body   code
}

type segment struct {
	at   int64
	text string
}

const (
	yieldIndex  = 0 // the import sched_yield
	meterGlobal = 0
	depthGlobal = 1
	firstGlobal = 2
)

// newGuest returns a module that has what every guest has: an echo entry at
// function "echo", which shows that the host still works.
func newGuest(metered bool) *assembled {
	a := &assembled{metered: metered, memory: 2, memoryMaximum: 100, table: 1, tableMaximum: 1, start: -1, memories: 1}
	a.importFunction(wasiModule, "sched_yield", "", "i")
	return a
}

func (a *assembled) kind(params, results string) uint64 {
	letters := map[byte]byte{'i': 0x7f, 'I': 0x7e, 'v': 0x7b}
	encode := func(s string) code {
		out := leb(uint64(len(s)))
		for _, l := range []byte(s) {
			out = append(out, letters[l])
		}
		return out
	}
	t := seq(code{0x60}, encode(params), encode(results))
	for n, other := range a.types {
		if slices.Equal(other, t) {
			return uint64(n)
		}
	}
	a.types = append(a.types, t)
	return uint64(len(a.types) - 1)
}

func name(s string) code { return append(leb(uint64(len(s))), s...) }

// importFunction adds an import and returns an instruction that calls it. All
// imports come before all functions.
func (a *assembled) importFunction(module, field, params, results string) code {
	if len(a.functions) > 0 {
		panic("imports come first")
	}
	a.imports = append(a.imports, seq(name(module), name(field), code{0}, leb(a.kind(params, results))))
	return op(0x10, leb(uint64(len(a.imports)-1)))
}

// importOther adds an import that is no function.
func (a *assembled) importOther(module, field string, kind code) {
	a.otherImports = append(a.otherImports, seq(name(module), name(field), kind))
}

// function adds a function and returns an instruction that calls it. Locals are
// i32.
func (a *assembled) function(export, params, results string, locals int, body ...code) code {
	index := uint64(len(a.imports) + len(a.functions))
	a.functions = append(a.functions, assembledFunction{a.kind(params, results), locals, a.instrument(results, seq(body...))})
	if export != "" {
		a.exports = append(a.exports, seq(name(export), code{0}, leb(index)))
	}
	return op(0x10, leb(index))
}

// entry adds a function that calls can name.
func (a *assembled) entry(export string, locals int, body ...code) {
	a.function(export, "i", "i", locals, body...)
	a.entries = append(a.entries, Entry{export, Handle})
}

// charge is a charge point of the meter.
func (a *assembled) charge(units code) code {
	if !a.metered {
		return nil
	}
	return seq(getGlobal(meterGlobal), units, sub, setGlobal(meterGlobal),
		getGlobal(meterGlobal), i32(0), code{0x4c}, // <=
		when(op(0x10, leb(yieldIndex)), drop, i32(testInterval), setGlobal(meterGlobal)))
}

// loop repeats; the body leaves by branching outside.
func (a *assembled) loop(parts ...code) code {
	return seq(code{0x03, 0x40}, a.charge(i32(1)), seq(parts...), br(0), end)
}

// instrument adds the charge of a function and the count of depth.
func (a *assembled) instrument(results string, body code) code {
	if !a.metered {
		return body
	}
	kind := map[string]byte{"": 0x40, "i": 0x7f, "I": 0x7e}[results]
	return seq(a.charge(i32(1)),
		getGlobal(depthGlobal), i32(1), add, setGlobal(depthGlobal),
		getGlobal(depthGlobal), i32(testDepth), code{0x4a}, when(trap), // >
		code{0x02, kind}, body, end,
		getGlobal(depthGlobal), i32(1), sub, setGlobal(depthGlobal))
}

func section(id byte, items ...code) code {
	if len(items) == 0 {
		return nil
	}
	content := seq(leb(uint64(len(items))), seq(items...))
	return seq(code{id}, leb(uint64(len(content))), content)
}

func (a *assembled) bytes() []byte {
	imports, exports := slices.Concat(a.imports, a.otherImports), a.exports
	var kinds, bodies, globals, memories, segments []code
	for _, f := range a.functions {
		kinds = append(kinds, leb(f.kind))
		locals := code{0}
		if f.locals > 0 {
			locals = seq(code{1}, leb(uint64(f.locals)), code{0x7f})
		}
		body := seq(locals, f.body, end)
		bodies = append(bodies, seq(leb(uint64(len(body))), body))
	}
	global := func(initial int64, export string) {
		exports = append(exports, seq(name(export), code{3}, leb(uint64(len(globals)))))
		globals = append(globals, seq(code{0x7f, 1}, i32(initial), end))
	}
	global(testInterval, "wasmpair.meter")
	global(0, "wasmpair.depth")
	for n, initial := range a.globals {
		global(initial, "wasmpair.g"+string(rune('0'+n)))
	}
	limits := a.limits()
	if a.importedMemory {
		imports = append(imports, seq(name("env"), name("memory"), code{2}, limits))
	} else {
		memories = slices.Repeat([]code{limits}, a.memories)
	}
	if a.importedMemory || a.memories > 0 {
		exports = append(exports, seq(name("memory"), code{2, 0}))
	}
	for _, s := range a.data {
		segments = append(segments, seq(code{0}, i32(s.at), end, name(s.text)))
	}
	var start, named code
	if a.start >= 0 {
		index := leb(uint64(a.start))
		start = seq(code{8}, leb(uint64(len(index))), index)
	}
	if a.names != "" {
		text := name(a.names)
		content := seq(name("name"), code{0}, leb(uint64(len(text))), text)
		named = seq(code{0}, leb(uint64(len(content))), content)
	}
	return seq(code("\x00asm\x01\x00\x00\x00"), section(1, a.types...), section(2, imports...),
		section(3, kinds...), section(4, seq(code{0x70}, a.tableLimits())), section(5, memories...),
		section(6, globals...), section(7, exports...), start, section(10, bodies...), section(11, segments...), named)
}

func (a *assembled) tableLimits() code {
	if a.tableMaximum == 0 && a.table > 0 {
		return seq(code{0}, leb(a.table))
	}
	return seq(code{1}, leb(a.table), leb(a.tableMaximum))
}

func (a *assembled) limits() code {
	flag := a.memoryFlag
	if flag == 0 && a.memoryMaximum > 0 {
		flag = 1
	}
	limits := seq(code{flag}, leb(a.memory))
	if flag&1 == 1 {
		limits = seq(limits, leb(a.memoryMaximum))
	}
	return limits
}

func (a *assembled) release() Release {
	r := releaseOf(a.bytes(), a.entries...)
	r.Restorable = true
	r.MemoryPages = uint32(a.memoryMaximum)
	if a.metered {
		r.Interval, r.Depth = testInterval, testDepth
	}
	for n := range a.globals {
		r.Globals = append(r.Globals, uint32(n))
	}
	return r
}

// releaseOf is a release of a module without a meter.
func releaseOf(module []byte, entries ...Entry) Release {
	digest := sha256.Sum256(module)
	return Release{Name: "test", Digest: hex.EncodeToString(digest[:]), Module: module, Entries: entries}
}

// exchangeImports are the calls of the module "wasmpair".
type exchangeImports struct{ input, output, fail, data code }

func (a *assembled) importExchange() exchangeImports {
	return exchangeImports{
		input:  a.importFunction(exchangeModule, "input", "iii", "i"),
		output: a.importFunction(exchangeModule, "output", "ii", ""),
		fail:   a.importFunction(exchangeModule, "fail", "ii", ""),
		data:   a.importFunction(exchangeModule, "data", "iiii", "i"),
	}
}

const echoAt = 4096

// addEcho adds the entry "echo".
func (a *assembled) addEcho(x exchangeImports) {
	a.entry("echo", 1,
		i32(echoAt), i32(0), get(0), x.input, set(1),
		i32(echoAt), get(1), x.output, i32(0))
}
