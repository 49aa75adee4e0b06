package guesthost

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestLiveCountsAll: calls and instances started ahead are Live together.
func TestLiveCountsAll(t *testing.T) {
	for live := 1; live < 10; live++ {
		for prestart := -1; prestart < 12; prestart++ {
			for _, snapshot := range []bool{false, true} {
				c, err := Config{Live: live, Prestart: prestart, Snapshot: snapshot}.withDefaults(&Release{Restorable: true})
				if err != nil || c.calls() < 1 || c.calls()+c.Prestart != live || snapshot && c.Prestart != 0 {
					t.Errorf("Live %d, Prestart %d: %d calls, %d ahead, %v", live, prestart, c.calls(), c.Prestart, err)
				}
			}
		}
	}
	a := newGuest(true)
	x := a.importExchange()
	a.entry("data", 0, i32(0), i32(1), i32(0), i32(0), x.data, drop, i32(0))
	config := testConfig()
	config.Live, config.Prestart = 3, 1
	inside, leave := make(chan struct{}, 3), make(chan struct{})
	config.Data = func(context.Context, string, string) ([]byte, error) { inside <- struct{}{}; <-leave; return nil, nil }
	h := newHost(t, config, a.release())
	var calls sync.WaitGroup
	for n := range 3 {
		calls.Add(1)
		go func() {
			defer calls.Done()
			if _, err := h.Invoke(background, "data", fmt.Sprint(n), nil); err != nil {
				t.Error(err)
			}
		}()
	}
	<-inside
	<-inside
	for !h.doors.wanted() {
		time.Sleep(time.Millisecond)
	}
	if len(inside) != 0 {
		t.Error("a third call has an instance")
	}
	close(leave)
	calls.Wait()
}

// TestSwapFreesIdle: while a call still uses the earlier release, that has no
// idle instances any more.
func TestSwapFreesIdle(t *testing.T) {
	goroutinesReturn(t)
	a := newGuest(true)
	x := a.importExchange()
	a.entry("data", 0, i32(0), i32(1), i32(0), i32(0), x.data, drop, i32(0))
	a.entry("version", 0, answer(x, i32(1)))
	config := testConfig()
	config.Prestart = 2
	inside, leave := make(chan struct{}), make(chan struct{})
	config.Data = func(context.Context, string, string) ([]byte, error) { close(inside); <-leave; return nil, nil }
	h := newHost(t, config, a.release())
	old := h.current
	ended := make(chan error)
	go func() {
		_, err := h.Invoke(background, "data", "a", nil)
		ended <- err
	}()
	<-inside
	a.data = []segment{{512, "another"}}
	if err := h.Swap(background, a.release()); err != nil {
		t.Fatal(err)
	}
	if n := old.ready(); n != 0 {
		t.Errorf("%d idle instances of the earlier release", n)
	}
	isOpen := func() bool {
		_, err := old.runtime.CompileModule(background, []byte("\x00asm\x01\x00\x00\x00"))
		return err == nil
	}
	if !isOpen() {
		t.Error("the earlier release was closed under a call")
	}
	close(leave)
	if err := <-ended; err != nil {
		t.Error("the call of the earlier release:", err)
	}
	if isOpen() {
		t.Error("the earlier release is not closed after its last call")
	}
	_ = h.Close()
}

// brokenLog panics when it is used.
type brokenLog struct{ slog.Handler }

func (brokenLog) Enabled(context.Context, slog.Level) bool  { return true }
func (brokenLog) Handle(context.Context, slog.Record) error { panic("log") }

func TestLogThatPanics(t *testing.T) {
	a := newGuest(true)
	a.importExchange()
	write := a.importFunction(wasiModule, "fd_write", "iiii", "i")
	a.entry("print", 0, i32(4), i32(8), store, i32(1), i32(0), i32(1), i32(16), write)
	config := testConfig()
	config.Log = slog.New(brokenLog{})
	h := newHost(t, config, a.release())
	if _, err := h.Invoke(background, "print", "a", nil); err != nil {
		t.Error(err)
	}
	if err := h.Close(); err != nil {
		t.Error(err)
	}
}

// deadlineWithoutEnd is a context that has a deadline and never ends.
type deadlineWithoutEnd struct {
	context.Context
	at time.Time
}

func (c deadlineWithoutEnd) Deadline() (time.Time, bool) { return c.at, true }

func TestDeadlineOfAnotherContext(t *testing.T) {
	a := newGuest(true)
	a.importExchange()
	a.entry("spin", 0, a.loop(), trap)
	h := newHost(t, testConfig(), a.release())
	if _, err := h.Invoke(deadlineWithoutEnd{background, time.Now().Add(20 * time.Millisecond)}, "spin", "a", nil); !is(err, ErrTimeout) || !is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}

// TestMemoryReturns: after guests that use much memory in several ways, the
// process has no more of it than before.
func TestMemoryReturns(t *testing.T) {
	goroutinesReturn(t)
	before, known := addressSpace()
	if !known {
		t.Skip("this system does not tell the size of a process")
	}
	heap := heapInUse()
	for _, snapshot := range []bool{false, true} {
		a := newGuest(true)
		x := a.importExchange()
		self := op(0x10, leb(uint64(len(a.imports))))
		a.function("", "", "", 0, self)
		a.entry("recurse", 0, self, i32(0))
		a.memoryMaximum = 1024
		a.entry("grow", 0, i32(1000), grow, drop, i32(0), i32(7), i32(1000*pageBytes), fill, i32(0))
		a.entry("crash", 0, i32(1000), grow, drop, i32(0), i32(7), i32(1000*pageBytes), fill, trap)
		a.entry("output", 0, a.loop(i32(0), i32(pageBytes), x.output), trap)
		config := testConfig()
		config.MaxMemory, config.Snapshot = 64<<20, snapshot
		h := newHost(t, config, a.release())
		for n := range 100 {
			entry := []string{"recurse", "grow", "crash", "output"}[n%4]
			if _, err := h.Invoke(background, entry, "a", nil); (err == nil) != (entry == "grow") {
				t.Errorf("%s: %v", entry, err)
			}
		}
		_ = h.Close()
	}
	const slack = 100 << 20
	if after, _ := addressSpace(); after > before+10*slack {
		t.Errorf("%d MiB of addresses, %d before", after>>20, before>>20)
	}
	if after := heapInUse(); after > heap+slack {
		t.Errorf("%d MiB of heap, %d before", after>>20, heap>>20)
	}
}

func heapInUse() uint64 {
	runtime.GC()
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapInuse
}

// TestInputIsCopied: a guest that writes over its input changes neither the
// caller's bytes nor what it gets when it asks again.
func TestInputIsCopied(t *testing.T) {
	a := newGuest(true)
	x := a.importExchange()
	take := func(at int64) code { return seq(i32(at), i32(0), i32(5), x.input, drop) }
	a.entry("overwrite", 0, take(64), i32(64), i32('X'), i32(5), fill, take(128), i32(64), i32(5), x.output, i32(128), i32(5), x.output, i32(0))
	in := []byte("input")
	out, err := newHost(t, testConfig(), a.release()).Invoke(background, "overwrite", "a", in)
	if err != nil || string(out) != "XXXXXinput" || string(in) != "input" {
		t.Errorf("%q, %v; the input is %q", out, err, in)
	}
}

// TestStrangeAllocators: pointers that are the same each time, unaligned, or
// into the guest's own data are its own affair: input and output are copies.
func TestStrangeAllocators(t *testing.T) {
	for name, pointer := range map[string]int64{"the same": 64, "unaligned": 4095, "foreign": 1024, "the last": 2*pageBytes - 5} {
		for _, snapshot := range []bool{false, true} {
			a := newGuest(true)
			a.data = []segment{{1020, "the guest's own data"}}
			a.function("alloc", "i", "i", 0, i32(pointer))
			// The entry frees its input: it writes over the first three bytes.
			a.function("entry", "ii", "I", 0,
				get(0), i32('f'), i32(3), fill,
				get(0), code{0xad}, i64(32), code{0x86}, get(1), code{0xad, 0x84})
			a.entries = []Entry{{"entry", Pointer}}
			config := testConfig()
			config.Snapshot = snapshot
			h := newHost(t, config, a.release())
			var outputs [][]byte
			for n := range 3 {
				in := fmt.Appendf(nil, "call%d", n)
				out, err := h.Invoke(background, "entry", "a", in)
				if err != nil || string(in) != fmt.Sprint("call", n) {
					t.Fatalf("%s: %v; the input is %q", name, err, in)
				}
				outputs = append(outputs, out)
			}
			if got := string(bytes.Join(outputs, []byte(" "))); got != "fffl0 fffl1 fffl2" {
				t.Errorf("%s: %s", name, got)
			}
		}
	}
}

// TestPackedGopherIsCounted: the same input takes the same units in fresh
// instances, and they end at the budget.
func TestPackedGopherIsCounted(t *testing.T) {
	var seen Call
	observe := func(c Call) { seen = c }
	h := gopherHost(t, func(c *Config) { c.Observe = observe })
	command := "json [" + strings.Repeat(`{"name":"b","count":1},`, 200) + "{}]"
	var units []uint64
	for range 3 {
		if _, err := ask(h, "a", command); err != nil {
			t.Fatal(err)
		}
		units = append(units, seen.Work)
	}
	// Maps of Go are seeded at random, which changes how often they are looked at.
	if least := min(units[0], units[1], units[2]); least < 100_000 || max(units[0], units[1], units[2]) > least+least/4 {
		t.Errorf("units %v", units)
	}
	h = gopherHost(t, func(c *Config) { c.Observe, c.Budget = observe, units[0]/2 })
	if _, err := ask(h, "a", command); !is(err, ErrBudget) || seen.Work > units[0]/2+packedInterval+1000 {
		t.Errorf("%v after %d units", err, seen.Work)
	}
}

// TestGopherIsolation: a real guest whose globals, heap and maps keep what the
// call before left, if the instance is the same.
func TestGopherIsolation(t *testing.T) {
	for _, snapshot := range []bool{false, true} {
		h := gopherHost(t, func(c *Config) { c.Snapshot, c.Waiting, c.Live = snapshot, 1000, 8 })
		var tenants sync.WaitGroup
		for tenant := range 8 {
			tenants.Add(1)
			go func() {
				defer tenants.Done()
				name := fmt.Sprintf("secret-of-%d", tenant)
				for range rounds(160) / 8 {
					if out, err := ask(h, name, "canary "+name); err != nil || out != "" {
						t.Errorf("snapshot %v: %q, %v", snapshot, out, err)
						return
					}
				}
			}()
		}
		tenants.Wait()
	}
}
