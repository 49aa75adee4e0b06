package guesthost

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"
)

// rounds is how often something is repeated: few times by default, or
// GUEST_ROUNDS.
func rounds(few int) int {
	if n, err := strconv.Atoi(os.Getenv("GUEST_ROUNDS")); err == nil {
		return n
	}
	return few
}

// TestCloseUnderLoad closes a host that is full of calls, a hundred times in
// each mode. All calls end, with an output or with a fitting error.
func TestCloseUnderLoad(t *testing.T) {
	goroutinesReturn(t)
	a := newGuest(true)
	x := a.importExchange()
	poll := pollImport(a)
	a.entry("sleep", 0, i32(24), i64(1e6), store64, i32(0), i32(1000), i32(1), i32(2000), poll, drop, i32(0))
	a.entry("spin", 0, a.loop(), trap)
	a.addEcho(x)
	r := a.release()
	unmetered := r
	unmetered.Interval, unmetered.Depth = 0, 0
	for name, mode := range map[string]struct {
		change func(*Config)
		r      Release
		drain  bool
	}{
		"ahead":           {func(c *Config) { c.Prestart = 6 }, r, false},
		"ahead and drain": {func(c *Config) { c.Prestart = 6 }, r, true},
		"none ahead":      {func(c *Config) { c.Prestart = -1 }, r, true},
		"snapshot":        {func(c *Config) { c.Snapshot = true }, r, false},
		"snapshot, drain": {func(c *Config) { c.Snapshot, c.Prestart = true, 6 }, r, true},
		"no meter":        {func(*Config) {}, unmetered, true},
	} {
		t.Run(name, func(t *testing.T) {
			for round := range rounds(100) {
				config := testConfig()
				config.Live, config.Running, config.Waiting = 4, 2, 3
				mode.change(&config)
				closeUnderLoad(t, newHost(t, config, mode.r), mode.drain, time.Duration(round%7)*300*time.Microsecond)
			}
		})
	}
}

func closeUnderLoad(t *testing.T, h *Host, drain bool, delay time.Duration) {
	t.Helper()
	var calls sync.WaitGroup
	for n := range 12 {
		entry := []string{"echo", "sleep", "echo", "spin"}[n%4]
		if entry == "spin" && !drain {
			entry = "sleep"
		}
		calls.Add(1)
		go func() {
			defer calls.Done()
			for {
				_, err := h.Invoke(background, entry, fmt.Sprint(n%3), nil)
				if is(err, ErrClosed) {
					return
				}
				if err != nil && !is(err, ErrBusy) {
					t.Errorf("%s: %v", entry, err)
					return
				}
			}
		}()
	}
	time.Sleep(delay)
	done := make(chan error, 2)
	for range 2 {
		go func() {
			ctx, cancel := context.WithCancel(background)
			if drain {
				cancel()
			}
			defer cancel()
			done <- h.Drain(ctx)
		}()
	}
	for range 2 {
		select {
		case err := <-done:
			if err != nil && !(drain && is(err, context.Canceled)) {
				t.Error(err)
			}
		case <-time.After(2 * patience):
			t.Fatal("Close does not return")
		}
	}
	calls.Wait()
}

// TestCloseKeepsNothing: Close waits for what starts instances ahead, and none
// that is given back afterwards is kept.
func TestCloseKeepsNothing(t *testing.T) {
	h := newHost(t, testConfig(), echoGuest())
	g := h.current
	g.stopped.Add(1)
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		_ = h.Close()
	}()
	select {
	case <-closed:
		t.Error("Close did not wait")
	case <-time.After(50 * time.Millisecond):
	}
	g.stopped.Done()
	<-closed
	if g.keep(new(instance)) {
		t.Error("an instance was kept")
	}
}

// TestIsolation calls a guest for eight tenants at once. Each leaves its canary
// everywhere in memory and looks for others'. GUEST_ROUNDS=100000 is the long
// form.
func TestIsolation(t *testing.T) {
	for _, snapshot := range []bool{false, true} {
		t.Run(fmt.Sprint("snapshot=", snapshot), func(t *testing.T) {
			a := newGuest(true)
			x := a.importExchange()
			a.globals = []int64{0}
			// Output: memory at 0 and the global as found; then both are overwritten.
			a.entry("canary", 0,
				i32(64), getGlobal(firstGlobal), store,
				i32(0), i32(128), x.output,
				i32(pageBytes), i32(64), x.output,
				i32(0), i32(0), i32(64), x.input, drop,
				i32(0), loadWord, setGlobal(firstGlobal),
				i32(pageBytes), i32(0), i32(64), x.input, drop, i32(0))
			config := testConfig()
			config.Snapshot, config.Waiting, config.Live = snapshot, 1000, 16
			isolated(t, newHost(t, config, a.release()), rounds(2000)/8)
		})
	}
}

func isolated(t *testing.T, h *Host, calls int) {
	var tenants sync.WaitGroup
	for tenant := range 8 {
		tenants.Add(1)
		go func() {
			defer tenants.Done()
			name := fmt.Sprintf("tenant-%d-", tenant)
			for range calls {
				out, err := h.Invoke(background, "canary", name, []byte(name+name+name+name))
				if err != nil || len(out) != 192 {
					t.Errorf("%d bytes, %v", len(out), err)
					return
				}
				for _, b := range out {
					if b != 0 {
						t.Errorf("%s found %q", name, out)
						return
					}
				}
			}
		}()
	}
	tenants.Wait()
}
