package guesthost

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"
)

// attack is a guest that does harm in its entry "attack", and a host for it.
type attack struct {
	name string
	// build adds the entry to a metered module.
	build func(a *assembled, x exchangeImports)
	// config changes the host.
	config func(*Config)
	// want is the error; nil if the guest gets an error number instead, which
	// it returns as its output.
	want   error
	number uint32
	// cause must be in the error's text.
	cause string
	input string
	// unmetered modules are interrupted by the engine.
	unmetered bool
	// pointer is the convention of the entry.
	pointer bool
}

// deadline is what attacks on time get.
const deadline = 150 * time.Millisecond

// answer returns a number as the output: it is stored at 0 and delivered.
func answer(x exchangeImports, number code) code {
	return seq(i32(0), number, store, i32(0), i32(4), x.output, i32(0))
}

func (k attack) release() Release {
	a := newGuest(!k.unmetered)
	x := a.importExchange()
	k.build(a, x)
	a.addEcho(x)
	if k.pointer {
		a.entries = append(a.entries, Entry{"attack", Pointer})
	}
	return a.release()
}

func TestAttacks(t *testing.T) {
	if len(attacks()) < 40 {
		t.Fatalf("only %d attacks", len(attacks()))
	}
	for _, k := range attacks() {
		t.Run(strings.ReplaceAll(k.name, " ", "_"), func(t *testing.T) {
			t.Parallel()
			k.contained(t)
		})
	}
}

// contained runs the attack and shows that nothing else is harmed.
func (k attack) contained(t *testing.T) {
	config := testConfig()
	config.Live, config.Running, config.Prestart = 4, 2, 1
	if k.config != nil {
		k.config(&config)
	}
	h := newHost(t, config, k.release())
	echoes(t, h, "victim", "before")
	for range 2 {
		begin := time.Now()
		ctx, cancel := background, func() {}
		if k.want == ErrTimeout { // Not Config.Timeout, so that the victim has time.
			ctx, cancel = context.WithTimeout(background, deadline)
		}
		out, err := h.Invoke(ctx, "attack", "attacker", []byte(k.input))
		cancel()
		if took := time.Since(begin); took > deadline+patience {
			t.Errorf("it took %v", took)
		}
		k.judge(t, out, err)
		echoes(t, h, "victim", "after")
		echoes(t, h, "attacker", "after")
	}
	if err := h.Close(); err != nil {
		t.Error(err)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.inside != 0 || len(h.doors.lines) != 0 || len(h.cores.lines) != 0 {
		t.Errorf("left behind: %d calls, %d and %d tenants", h.inside, len(h.doors.lines), len(h.cores.lines))
	}
}

func (k attack) judge(t *testing.T, out []byte, err error) {
	t.Helper()
	if k.want == nil {
		want := fmt.Sprint([]byte{byte(k.number), byte(k.number >> 8), byte(k.number >> 16), byte(k.number >> 24)})
		if err != nil || fmt.Sprint(out) != want {
			t.Errorf("got %v, %v; want number %d", out, err, k.number)
		}
		return
	}
	if !errors.Is(err, k.want) || out != nil {
		t.Fatalf("got %v, %v; want %v", out, err, k.want)
	}
	if !strings.Contains(err.Error(), k.cause) {
		t.Errorf("%q lacks %q", err, k.cause)
	}
	for _, r := range err.Error() {
		if r < ' ' || r == 0x7f {
			t.Errorf("%q has a control character", err)
		}
	}
}

func attacks() []attack {
	var all []attack
	for _, group := range [][]attack{timeAttacks(), memoryAttacks(), crashAttacks(), wasiAttacks(), exchangeAttacks(), pointerAttacks()} {
		all = append(all, group...)
	}
	return all
}

func timeAttacks() []attack {
	return []attack{
		{name: "endless loop", want: ErrTimeout, build: func(a *assembled, _ exchangeImports) {
			a.entry("attack", 0, a.loop(), trap)
		}},
		{name: "endless loop without a meter", want: ErrTimeout, unmetered: true, build: func(a *assembled, _ exchangeImports) {
			a.entry("attack", 0, a.loop(), trap)
		}},
		{name: "endless loop on a budget", want: ErrBudget, config: func(c *Config) { c.Budget = 50000 }, build: func(a *assembled, _ exchangeImports) {
			a.entry("attack", 0, a.loop(), trap)
		}},
		{name: "calls without loops", want: ErrTimeout, build: func(a *assembled, _ exchangeImports) {
			next := a.function("", "", "", 0)
			for range 40 {
				next = a.function("", "", "", 0, next, next)
			}
			a.entry("attack", 0, next, i32(0))
		}},
		{name: "loop of input", want: ErrTimeout, input: "text", build: func(a *assembled, x exchangeImports) {
			a.entry("attack", 0, a.loop(i32(0), i32(0), i32(4), x.input, drop), trap)
		}},
		{name: "loop of memory fills", want: ErrTimeout, build: func(a *assembled, _ exchangeImports) {
			a.entry("attack", 0, a.loop(a.charge(i32(32)), i32(0), i32(7), i32(2*pageBytes), fill), trap)
		}},
		{name: "loop of fills of 64 MiB", want: ErrTimeout, config: func(c *Config) { c.MaxMemory = 64 << 20 }, build: func(a *assembled, _ exchangeImports) {
			a.memory, a.memoryMaximum = 1024, 1024
			a.entry("attack", 0, a.loop(a.charge(i32(64<<20>>4)), i32(0), i32(7), i32(64<<20), fill), trap)
		}},
		{name: "one charge far above the interval", want: ErrBudget, config: func(c *Config) { c.Budget = 1 << 29 }, build: func(a *assembled, _ exchangeImports) {
			a.entry("attack", 0, a.charge(i32(1<<30)), i32(0))
		}},
		{name: "loop of yields", want: ErrTimeout, build: func(a *assembled, _ exchangeImports) {
			a.entry("attack", 0, a.loop(op(0x10, leb(yieldIndex)), drop), trap)
		}},
		{name: "sleep for an hour", want: ErrTimeout, build: func(a *assembled, x exchangeImports) {
			poll := pollImport(a)
			a.entry("attack", 0, i32(24), i64(3600e9), store64, i32(0), i32(1000), i32(1), i32(2000), poll, drop, i32(0))
		}},
		{name: "sleep for ever in small pieces", want: ErrTimeout, build: func(a *assembled, x exchangeImports) {
			poll := pollImport(a)
			a.entry("attack", 0, i32(24), i64(1000), store64, a.loop(i32(0), i32(1000), i32(1), i32(2000), poll, drop), trap)
		}},
		{name: "data that hangs", want: ErrTimeout, config: func(c *Config) {
			c.Data = func(context.Context, string, string) ([]byte, error) { time.Sleep(time.Second); return nil, nil }
		}, build: func(a *assembled, x exchangeImports) {
			a.entry("attack", 0, i32(0), i32(1), i32(0), i32(0), x.data, drop, i32(0))
		}},
		{name: "loop of random numbers", want: ErrTimeout, build: func(a *assembled, _ exchangeImports) {
			random := a.importFunction(wasiModule, "random_get", "ii", "i")
			a.entry("attack", 0, a.loop(i32(0), i32(2*pageBytes), random, drop), trap)
		}},
		{name: "loop of clocks", want: ErrTimeout, build: func(a *assembled, _ exchangeImports) {
			clock := a.importFunction(wasiModule, "clock_time_get", "iIi", "i")
			a.entry("attack", 0, a.loop(i32(1), i64(0), i32(0), clock, drop), trap)
		}},
	}
}

func pollImport(a *assembled) code { return a.importFunction(wasiModule, "poll_oneoff", "iiii", "i") }

func memoryAttacks() []attack {
	return []attack{
		{name: "memory in one step", want: ErrTrap, build: func(a *assembled, _ exchangeImports) {
			a.entry("attack", 0, i32(60000), grow, i32(-1), equal, when(trap), i32(0))
		}},
		{name: "memory in many steps", want: ErrMemory, build: func(a *assembled, _ exchangeImports) {
			a.entry("attack", 0, a.loop(i32(1), grow, i32(-1), equal, when(trap)), trap)
		}},
		{name: "memory beyond the host's limit", want: ErrMemory, config: func(c *Config) { c.MaxMemory = 2 << 20 }, build: func(a *assembled, _ exchangeImports) {
			a.entry("attack", 0, a.loop(i32(1), grow, i32(-1), equal, when(trap)), trap)
		}},
		{name: "table that grows", number: 1<<32 - 1, build: func(a *assembled, x exchangeImports) {
			a.entry("attack", 0, answer(x, seq(nullFunc, i32(1<<20), growTable)))
		}},
		{name: "call in the form of linkers with reference types", want: ErrTrap, cause: "invalid table access", build: func(a *assembled, _ exchangeImports) {
			a.kind("", "i") // type 0
			a.entry("attack", 0, i32(0), callNowhereLong)
		}},
		{name: "recursion", want: ErrTrap, cause: "too deep", build: func(a *assembled, _ exchangeImports) {
			self := op(0x10, leb(uint64(len(a.imports))))
			a.function("", "", "", 0, self)
			a.entry("attack", 0, self, i32(0))
		}},
		{name: "recursion that is not counted", want: ErrTrap, cause: "stack overflow", unmetered: true, build: func(a *assembled, _ exchangeImports) {
			self := op(0x10, leb(uint64(len(a.imports))))
			a.function("", "", "", 0, self, self)
			a.entry("attack", 0, self, i32(0))
		}},
		{name: "output without end", want: ErrTooBig, build: func(a *assembled, x exchangeImports) {
			a.entry("attack", 0, a.loop(i32(0), i32(pageBytes), x.output), trap)
		}},
	}
}

func crashAttacks() []attack {
	return []attack{
		{name: "unreachable", want: ErrTrap, cause: "unreachable", build: func(a *assembled, _ exchangeImports) {
			a.entry("attack", 0, trap)
		}},
		{name: "division by zero", want: ErrTrap, cause: "integer divide by zero", build: func(a *assembled, _ exchangeImports) {
			a.entry("attack", 0, i32(1), i32(0), divide)
		}},
		{name: "load out of bounds", want: ErrTrap, cause: "out of bounds memory access", build: func(a *assembled, _ exchangeImports) {
			a.entry("attack", 0, i32(-4), loadWord)
		}},
		{name: "store out of bounds", want: ErrTrap, cause: "out of bounds memory access", build: func(a *assembled, _ exchangeImports) {
			a.entry("attack", 0, i32(2*pageBytes-2), i32(1), store, i32(0))
		}},
		{name: "call through an empty table", want: ErrTrap, cause: "invalid table access", build: func(a *assembled, _ exchangeImports) {
			a.kind("", "i") // type 0
			a.entry("attack", 0, i32(0), callNowhere)
		}},
		{name: "exit 0", want: ErrExited, build: func(a *assembled, _ exchangeImports) {
			exit := a.importFunction(wasiModule, "proc_exit", "i", "")
			a.entry("attack", 0, i32(0), exit, i32(0))
		}},
		{name: "exit after all memory was used", want: ErrMemory, build: func(a *assembled, _ exchangeImports) {
			exit := a.importFunction(wasiModule, "proc_exit", "i", "")
			a.entry("attack", 0, i32(97), grow, drop, i32(2), exit, i32(0))
		}},
		{name: "an import that nobody has", want: ErrProtocol, cause: `env.evil\n`, build: func(a *assembled, _ exchangeImports) {
			evil := a.importFunction("env", "evil\n", "iI", "I")
			a.entry("attack", 0, i32(0), i64(0), evil, drop, i32(0))
		}},
		{name: "a function of WASI of another type", want: ErrProtocol, build: func(a *assembled, _ exchangeImports) {
			f := a.importFunction(wasiModule, "thread_spawn", "I", "I")
			a.entry("attack", 0, i64(0), f, drop, i32(0))
		}},
	}
}

// data0 is a Config.Data for attacks.
func data0(value string, err error) func(*Config) {
	return func(c *Config) {
		c.Data = func(_ context.Context, _, key string) ([]byte, error) {
			if key == "none" {
				return nil, fs.ErrNotExist
			}
			return []byte(value), err
		}
	}
}

func exchangeAttacks() []attack {
	lie := func(name string, want error, body func(x exchangeImports) code) attack {
		return attack{name: name, want: want, input: "some input", build: func(a *assembled, x exchangeImports) {
			a.entry("attack", 0, body(x), i32(0))
		}}
	}
	failing := func(name string, want error, cause string, config func(*Config)) attack {
		return attack{name: name, want: want, cause: cause, config: config, build: func(a *assembled, x exchangeImports) {
			a.data = []segment{{0, "key\x1b[2J"}}
			a.entry("attack", 0, i32(0), i32(7), i32(0), i32(0), x.data, drop, i32(0))
		}}
	}
	return []attack{
		lie("output behind the memory", ErrProtocol, func(x exchangeImports) code { return seq(i32(2*pageBytes-1), i32(2), x.output) }),
		lie("output that wraps", ErrProtocol, func(x exchangeImports) code { return seq(i32(-4), i32(8), x.output) }),
		lie("output of 4 GiB", ErrProtocol, func(x exchangeImports) code { return seq(i32(1), i32(-1), x.output) }),
		lie("input behind the memory", ErrProtocol, func(x exchangeImports) code { return seq(i32(-2), i32(0), i32(9), x.input, drop) }),
		lie("failure behind the memory", ErrProtocol, func(x exchangeImports) code { return seq(i32(-1), i32(-1), x.fail) }),
		lie("key behind the memory", ErrProtocol, func(x exchangeImports) code {
			return seq(i32(-1), i32(9), i32(0), i32(0), x.data, drop)
		}),
		lie("key of 4 GiB", ErrProtocol, func(x exchangeImports) code {
			return seq(i32(0), i32(-1), i32(0), i32(0), x.data, drop)
		}),
		lie("failure and success", ErrRefused, func(x exchangeImports) code { return seq(i32(0), i32(1), x.fail) }),
		{name: "failure without a text", want: ErrRefused, build: func(a *assembled, _ exchangeImports) { a.entry("attack", 0, i32(9)) }},
		{name: "control characters in a failure", want: ErrRefused, cause: `\x1b[2J\r\nlevel=ERROR\u202e\xff\\`, build: func(a *assembled, x exchangeImports) {
			text := "\x1b[2J\r\nlevel=ERROR\u202e\xff\\"
			a.data = []segment{{0, text}}
			a.entry("attack", 0, i32(0), i32(int64(len(text))), x.fail, i32(1))
		}},
		{name: "input from the end of all numbers", number: 0, input: "some input", build: func(a *assembled, x exchangeImports) {
			a.entry("attack", 0, answer(x, seq(i32(0), i32(-1), i32(-1), x.input)))
		}},
		{name: "more input than there is", number: 5, input: "input", build: func(a *assembled, x exchangeImports) {
			a.entry("attack", 0, answer(x, seq(i32(2*pageBytes-5), i32(0), i32(-1), x.input)))
		}},
		failing("data that fails", fs.ErrPermission, `key\x1b[2J`, data0("", fs.ErrPermission)),
		failing("data that panics", ErrData, "", func(c *Config) {
			c.Data = func(context.Context, string, string) ([]byte, error) { panic("no data\x1b") }
		}),
		failing("data that is too big", ErrTooBig, "", data0(strings.Repeat("x", 1<<20+1), nil)),
		{name: "data behind the memory", want: ErrProtocol, config: data0("value", nil), build: func(a *assembled, x exchangeImports) {
			a.entry("attack", 0, i32(0), i32(1), i32(-2), i32(-1), x.data, drop, i32(0))
		}},
		{name: "data over its own key", number: 5, config: data0("value", nil), build: func(a *assembled, x exchangeImports) {
			a.entry("attack", 0, answer(x, seq(i32(0), i32(7), i32(1), i32(5), x.data)))
		}},
		{name: "no room for data", number: 5, config: data0("value", nil), build: func(a *assembled, x exchangeImports) {
			a.entry("attack", 0, answer(x, seq(i32(0), i32(1), i32(-2), i32(4), x.data)))
		}},
		{name: "no data", number: noData, config: data0("value", nil), build: func(a *assembled, x exchangeImports) {
			a.data = []segment{{0, "none"}}
			a.entry("attack", 0, answer(x, seq(i32(0), i32(4), i32(0), i32(4), x.data)))
		}},
	}
}

func pointerAttacks() []attack {
	lying := func(name string, want error, cause string, alloc, result code) attack {
		return attack{name: "pointer: " + name, want: want, cause: cause, pointer: true, input: "input", build: func(a *assembled, _ exchangeImports) {
			a.function("alloc", "i", "i", 0, alloc)
			a.function("attack", "ii", "I", 0, result)
		}}
	}
	spin := code{0x03, 0x40, 0x0c, 0, 0x0b, 0}
	looping := lying("alloc that spins", ErrTimeout, "", nil, i64(0))
	looping.build = func(a *assembled, _ exchangeImports) {
		a.function("alloc", "i", "i", 0, a.loop(), trap)
		a.function("attack", "ii", "I", 0, i64(0))
	}
	unmetered := lying("alloc that spins without a meter", ErrTimeout, "", spin, i64(0))
	unmetered.unmetered = true
	return []attack{
		looping, unmetered,
		lying("alloc of nothing", ErrProtocol, "alloc(5)", i32(0), i64(0)),
		lying("alloc behind the memory", ErrProtocol, "alloc(5)", i32(2*pageBytes-4), i64(0)),
		lying("alloc at the end of all numbers", ErrProtocol, "alloc(5)", i32(-1), i64(0)),
		lying("alloc that crashes", ErrTrap, "unreachable", trap, i64(0)),
		lying("output that wraps", ErrProtocol, "output", i32(64), i64(-4<<32|8)),
		lying("output behind the memory", ErrProtocol, "output", i32(64), i64(2*pageBytes<<32|1)),
		lying("output of 4 GiB", ErrTooBig, "", i32(64), i64(0xffffffff)),
	}
}
