package guesthost

import (
	"os"
	"strings"
	"testing"
	"time"
)

// badModule is a module that New must refuse, with what the error says.
type badModule struct {
	name  string
	want  error
	text  string
	build func(a *assembled, x exchangeImports)
	edit  func(r *Release)
}

func badModules() []badModule {
	handle := func(a *assembled) { a.entry("handle", 0, i32(0)) }
	started := func(name string, want error, text string, body func(a *assembled, x exchangeImports) code) badModule {
		return badModule{name: name, want: want, text: text, build: func(a *assembled, x exchangeImports) {
			b := body(a, x)
			handle(a)
			a.function("_initialize", "", "", 0, b)
		}}
	}
	typed := func(name, text string, module, field, params, results string) badModule {
		return badModule{name: name, want: ErrModule, text: text, build: func(a *assembled, _ exchangeImports) {
			a.importFunction(module, field, params, results)
			handle(a)
		}}
	}
	return []badModule{
		started("initialization that spins", ErrTimeout, "", func(a *assembled, _ exchangeImports) code { return a.loop() }),
		started("initialization that crashes", ErrTrap, "unreachable", func(*assembled, exchangeImports) code { return trap }),
		started("initialization that takes input", ErrProtocol, "before the entry", func(_ *assembled, x exchangeImports) code {
			return seq(i32(0), i32(0), i32(0), x.input, drop)
		}),
		started("initialization with output", ErrProtocol, "before the entry", func(_ *assembled, x exchangeImports) code {
			return seq(i32(0), i32(0), x.output)
		}),
		started("initialization with a failure", ErrProtocol, "before the entry", func(_ *assembled, x exchangeImports) code {
			return seq(i32(0), i32(0), x.fail)
		}),
		started("initialization with data", ErrProtocol, "before the entry", func(_ *assembled, x exchangeImports) code {
			return seq(i32(0), i32(0), i32(0), i32(0), x.data, drop)
		}),
		started("initialization that exits", ErrExited, "", func(a *assembled, _ exchangeImports) code {
			return seq(i32(0), a.importFunction(wasiModule, "proc_exit", "i", ""))
		}),
		started("initialization that sleeps", ErrTimeout, "", func(a *assembled, _ exchangeImports) code {
			return seq(i32(24), i64(3600e9), store64, i32(0), i32(1000), i32(1), i32(2000), pollImport(a), drop)
		}),
		{name: "start function that spins", want: ErrTimeout, build: func(a *assembled, _ exchangeImports) {
			handle(a)
			a.function("", "", "", 0, a.loop())
			a.start = len(a.imports) + len(a.functions) - 1
		}},
		{name: "data behind the memory", want: ErrTrap, text: "out of bounds", build: func(a *assembled, _ exchangeImports) {
			handle(a)
			a.data = []segment{{2*pageBytes - 1, "12"}}
		}},
		{name: "table that could grow", want: ErrModule, text: "its table has no maximum", build: func(a *assembled, _ exchangeImports) {
			handle(a)
			a.tableMaximum = 0
		}},
		{name: "huge table", want: ErrModule, text: "100000000 elements", build: func(a *assembled, _ exchangeImports) {
			handle(a)
			a.table, a.tableMaximum = 100_000_000, 100_000_000
		}},
		{name: "table that could become huge", want: ErrModule, text: "100000000 elements", build: func(a *assembled, _ exchangeImports) {
			handle(a)
			a.tableMaximum = 100_000_000
		}},
		{name: "memory above the limit", want: ErrModule, text: "memory", build: func(a *assembled, _ exchangeImports) {
			handle(a)
			a.memory, a.memoryMaximum = 1000, 2000
		}},
		{name: "two memories", want: ErrModule, build: func(a *assembled, _ exchangeImports) { handle(a); a.memories = 2 }},
		{name: "no memory", want: ErrModule, text: "memory", build: func(a *assembled, _ exchangeImports) {
			handle(a)
			a.memories, a.memoryMaximum = 0, 0
		}},
		{name: "shared memory", want: ErrModule, build: func(a *assembled, _ exchangeImports) { handle(a); a.memoryFlag = 3 }},
		{name: "64-bit memory", want: ErrModule, build: func(a *assembled, _ exchangeImports) { handle(a); a.memoryFlag = 5 }},
		{name: "imported memory", want: ErrModule, text: "memory", build: func(a *assembled, _ exchangeImports) {
			handle(a)
			a.importedMemory, a.memoryMaximum = true, 0
		}},
		{name: "command", want: ErrModule, text: "c-shared", build: func(a *assembled, _ exchangeImports) {
			handle(a)
			a.function("_start", "", "", 0)
		}},
		{name: "initialization with parameters", want: ErrModule, text: "_initialize", build: func(a *assembled, _ exchangeImports) {
			handle(a)
			a.function("_initialize", "i", "", 0)
		}},
		{name: "no entry", want: ErrModule, text: `"handle"; it exports [other\x1b]`, build: func(a *assembled, _ exchangeImports) {
			a.function("other\x1b", "i", "i", 0, i32(0))
			a.entries = []Entry{handleEntry}
		}},
		{name: "entry of another type", want: ErrModule, text: "ii->i, not i->i", build: func(a *assembled, _ exchangeImports) {
			a.function("handle", "ii", "i", 0, i32(0))
			a.entries = []Entry{handleEntry}
		}},
		{name: "no allocator", want: ErrModule, text: `"alloc"`, build: func(a *assembled, _ exchangeImports) {
			a.function("handle", "ii", "I", 0, i64(0))
			a.entries = []Entry{{"handle", Pointer}}
		}},
		{name: "imported global", want: ErrModule, text: "not instantiated", build: func(a *assembled, _ exchangeImports) {
			a.metered = false
			handle(a)
			a.importOther("env", "g", code{3, 0x7f, 0})
		}, edit: func(r *Release) { r.Interval, r.Depth = 0, 0 }},
		{name: "imported table of ours", want: ErrModule, text: "is not exported", build: func(a *assembled, _ exchangeImports) {
			handle(a)
			a.importOther(wasiModule, "t", code{1, 0x70, 0, 1})
			a.table, a.tableMaximum = 0, 0
		}},
		{name: "tail calls", want: ErrModule, build: func(a *assembled, _ exchangeImports) {
			a.entry("handle", 0, get(0), op(0x12, leb(uint64(len(a.imports)))))
		}},
		{name: "atomic instructions", want: ErrModule, build: func(a *assembled, _ exchangeImports) {
			a.entry("handle", 0, i32(0), code{0xfe, 0x10, 2, 0})
		}},
		{name: "exceptions", want: ErrModule, build: func(a *assembled, _ exchangeImports) {
			a.entry("handle", 0, code{0x06, 0x40, 0x19, 0x0b}, i32(0))
		}},
		typed("import with a vector", "cannot be provided", "env", "f", "v", ""),
		typed("exit with two parameters", "(ii)->()", wasiModule, "proc_exit", "ii", ""),
		typed("input with i64", "(III)->(I)", exchangeModule, "input", "III", "I"),
		typed("output with a result", "(ii)->(i)", exchangeModule, "output", "ii", "i"),
		typed("import without a module name", "", "", "f", "", ""),
		{name: "import with two types", want: ErrModule, build: func(a *assembled, _ exchangeImports) {
			a.importFunction("env", "f", "i", "i")
			a.importFunction("env", "f", "ii", "i")
			handle(a)
		}},
		{name: "changed module", want: ErrModule, text: "SHA-256", build: func(a *assembled, _ exchangeImports) { handle(a) }, edit: func(r *Release) {
			r.Module[len(r.Module)-1] ^= 1
		}},
		{name: "cut module", want: ErrModule, build: func(a *assembled, _ exchangeImports) { handle(a) }, edit: func(r *Release) {
			*r = releaseOf(r.Module[:len(r.Module)-3], r.Entries...)
		}},
		{name: "no module", want: ErrModule, build: func(a *assembled, _ exchangeImports) { handle(a) }, edit: func(r *Release) { r.Module = nil }},
		{name: "text", want: ErrModule, build: func(a *assembled, _ exchangeImports) { handle(a) }, edit: func(r *Release) {
			*r = releaseOf([]byte("#!/bin/sh"), r.Entries...)
		}},
		{name: "globals that are missing", want: ErrModule, text: "wasmpair.g7", build: func(a *assembled, _ exchangeImports) { handle(a) }, edit: func(r *Release) {
			r.Globals = []uint32{7}
		}},
		{name: "unknown convention", want: ErrModule, text: "convention", build: func(a *assembled, _ exchangeImports) { handle(a) }, edit: func(r *Release) {
			r.Entries[0].Convention = "shout"
		}},
		{name: "other maximum of memory", want: ErrModule, text: "pages", build: func(a *assembled, _ exchangeImports) { handle(a) }, edit: func(r *Release) {
			r.MemoryPages = 99
		}},
	}
}

func TestBadModules(t *testing.T) {
	goroutinesReturn(t)
	for _, b := range badModules() {
		t.Run(strings.ReplaceAll(b.name, " ", "_"), func(t *testing.T) {
			a := newGuest(true)
			b.build(a, a.importExchange())
			r := a.release()
			if b.edit != nil {
				b.edit(&r)
			}
			config := testConfig()
			if b.want == ErrTimeout {
				config.StartTimeout = 100 * time.Millisecond
			}
			h, err := NewRelease(background, config, r)
			if h != nil {
				_ = h.Close()
			}
			if !is(err, b.want) || !strings.Contains(err.Error(), b.text) || control.MatchString(err.Error()) {
				t.Errorf("got %v; want %v with %q", err, b.want, b.text)
			}
		})
	}
}

// TestFailedStartsFreeMemory: wazero gives no module to close if it fails.
func TestFailedStartsFreeMemory(t *testing.T) {
	before, known := addressSpace()
	if !known {
		t.Skip("this system does not tell")
	}
	a := newGuest(true)
	a.importExchange()
	a.entry("handle", 0, i32(0))
	a.data = []segment{{2*pageBytes - 1, "12"}}
	a.memoryMaximum = 1024
	config := testConfig()
	config.MaxMemory = 64 << 20
	for range 200 { // 12 GiB of addresses if they leaked
		if _, err := NewRelease(background, config, a.release()); !is(err, ErrTrap) {
			t.Fatal(err)
		}
	}
	if after, _ := addressSpace(); after > before+4<<30 {
		t.Errorf("%d MiB of addresses, %d before", after>>20, before>>20)
	}
}

// addressSpace is the size of this process, in bytes.
func addressSpace() (uint64, bool) {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0, false
	}
	first, _, _ := strings.Cut(string(text), " ")
	return smaller(0, []byte(first), uint64(os.Getpagesize())), true
}

// TestNamesDoNotClash: the module has a name, and many instances of it run.
func TestNamesDoNotClash(t *testing.T) {
	a := newGuest(true)
	a.addEcho(a.importExchange())
	a.names = "guest"
	config := testConfig()
	config.Prestart = 4
	h := newHost(t, config, a.release())
	for range 20 {
		echoes(t, h, "a", "x")
	}
}

func TestBadConfig(t *testing.T) {
	for _, config := range []Config{
		{Timeout: -1}, {Live: -1}, {MaxMemory: 1}, {MaxMemory: 1 << 33}, {MaxInput: 1 << 31}, {Slice: -1}, {MaxLog: -1},
	} {
		if _, err := NewRelease(background, config, echoGuest()); !is(err, ErrConfig) {
			t.Errorf("%+v: %v", config, err)
		}
	}
}

func TestZeroConfig(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	h := newHost(t, Config{}, echoGuest())
	echoes(t, h, "a", "x")
	if files, err := os.ReadDir(os.Getenv("XDG_CACHE_HOME")); err == nil && len(files) != 1 {
		t.Errorf("the cache has %v", files)
	}
}
