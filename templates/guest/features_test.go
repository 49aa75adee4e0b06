package guesthost

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func tenantData(_ context.Context, tenant, key string) ([]byte, error) {
	switch key {
	case "none":
		return nil, fs.ErrNotExist
	case "long":
		return bytes.Repeat([]byte("long"), 5000), nil
	default:
		return []byte(tenant + "'s " + key), nil
	}
}

// counterGuest counts its calls in a global and in memory, and returns both.
func counterGuest() *assembled {
	a := newGuest(true)
	x := a.importExchange()
	a.globals = []int64{0}
	a.data = []segment{{512, strings.Repeat("x", 100)}}
	a.entry("count", 0,
		getGlobal(firstGlobal), i32(1), add, setGlobal(firstGlobal),
		i32(0), i32(0), loadWord, i32(1), add, store,
		i32(4), getGlobal(firstGlobal), store,
		i32(0), i32(8), x.output, i32(0))
	a.entry("grow", 0, i32(1), grow, drop, i32(0))
	a.entry("crash", 0, i32(0), i32(99), store, trap)
	a.entry("refuse", 0, i32(0), i32(99), store, i32(1))
	a.addEcho(x)
	return a
}

func count(t *testing.T, h *Host) string {
	t.Helper()
	out, err := h.Invoke(background, "count", "a", nil)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(out)
}

const once, twice = "[1 0 0 0 1 0 0 0]", "[2 0 0 0 2 0 0 0]"

func TestEachCallIsTheFirst(t *testing.T) {
	for _, snapshot := range []bool{false, true} {
		config := testConfig()
		config.Snapshot, config.Live = snapshot, 1
		h := newHost(t, config, counterGuest().release())
		for _, entry := range []string{"echo", "count", "grow", "crash", "refuse", "count", "count"} {
			_, _ = h.Invoke(background, entry, "a", nil)
			if got := count(t, h); got != once {
				t.Errorf("snapshot %v: after %s: %s", snapshot, entry, got)
			}
		}
	}
}

func TestWarmSnapshot(t *testing.T) {
	config := testConfig()
	config.Snapshot, config.Warm = true, []byte{}
	h := newHost(t, config, counterGuest().release())
	for range 3 {
		if got := count(t, h); got != twice {
			t.Errorf("got %s", got)
		}
	}
	a := counterGuest()
	a.entries[0], a.entries[2] = a.entries[2], a.entries[0] // "crash" first
	if _, err := NewRelease(background, config, a.release()); !is(err, ErrTrap) {
		t.Errorf("a warming call that crashes: %v", err)
	}
}

func TestSnapshotReusesInstances(t *testing.T) {
	config := testConfig()
	config.Snapshot, config.Live = true, 1
	h := newHost(t, config, counterGuest().release())
	first := h.current.idle[0]
	count(t, h)
	if h.current.idle[0] != first {
		t.Error("the instance was not used again")
	}
	_, _ = h.Invoke(background, "grow", "a", nil)
	if len(h.current.idle) != 0 {
		t.Error("an instance that has grown was kept")
	}
	count(t, h)
	_, _ = h.Invoke(background, "refuse", "a", nil)
	if len(h.current.idle) != 0 {
		t.Error("an instance was kept after an error")
	}
}

func TestSnapshotNeedsProof(t *testing.T) {
	config := testConfig()
	config.Snapshot = true
	r := counterGuest().release()
	r.Restorable = false
	if _, err := NewRelease(background, config, r); !is(err, ErrConfig) {
		t.Error(err)
	}
}

func TestWorkIsExact(t *testing.T) {
	a := newGuest(true)
	x := a.importExchange()
	a.entry("work", 1, // 5,000 passes
		block(a.loop(get(0), i32(5000), equal, code{0x0d, 1}, get(0), i32(1), add, set(0))), i32(0))
	a.entry("yields", 0, op(0x10, leb(yieldIndex)), drop, op(0x10, leb(yieldIndex)), drop, i32(0))
	a.entry("charge", 0, a.charge(i32(7*testInterval+3)), i32(0))
	a.addEcho(x)
	var seen Call
	for _, snapshot := range []bool{false, true} {
		config := testConfig()
		config.Snapshot, config.Live = snapshot, 1
		config.Observe = func(c Call) { seen = c }
		h := newHost(t, config, a.release())
		for range 3 {
			for entry, want := range map[string]uint64{"work": 5002, "yields": 1, "charge": 7*testInterval + 4} {
				if _, err := h.Invoke(background, entry, "a", nil); err != nil || seen.Work != want {
					t.Errorf("%s: %d units, %v; want %d", entry, seen.Work, err, want)
				}
			}
		}
	}
	config := testConfig()
	config.Observe = func(c Call) { seen = c }
	for budget, want := range map[uint64]error{5001: ErrBudget, 5002: nil} {
		config.Budget = budget
		h := newHost(t, config, a.release())
		if _, err := h.Invoke(background, "work", "a", nil); !is(err, want) {
			t.Errorf("budget %d: %v", budget, err)
		}
	}
}

func TestObserve(t *testing.T) {
	var seen []Call
	config := testConfig()
	config.MaxInput = 10
	config.Observe = func(c Call) { seen = append(seen, c); panic("observer") }
	h := newHost(t, config, echoGuest())
	echoes(t, h, "a", "four")
	_, big := h.Invoke(background, "echo", "b", make([]byte, 11))
	_, unknown := h.Invoke(background, "none", "c", nil)
	_ = h.Close()
	_, closed := h.Invoke(background, "echo", "d", nil)
	if len(seen) != 4 || !is(big, ErrTooBig) || !is(unknown, ErrModule) || !is(closed, ErrClosed) {
		t.Fatalf("%v; %v, %v, %v", seen, big, unknown, closed)
	}
	if c := seen[0]; c.In != 4 || c.Out != 4 || c.Work == 0 || c.Memory != 2*pageBytes || c.Tenant != "a" || c.Entry != "echo" || c.Digest == "" {
		t.Errorf("%+v", c)
	}
	for n, want := range []error{nil, big, unknown, closed} {
		if seen[n].Err != want {
			t.Errorf("%d: %v", n, seen[n].Err)
		}
	}
}

func TestCallersContext(t *testing.T) {
	a := newGuest(true)
	x := a.importExchange()
	a.entry("spin", 0, a.loop(), trap)
	a.addEcho(x)
	h := newHost(t, testConfig(), a.release())
	mine := errors.New("mine")

	ctx, cancel := context.WithCancelCause(background)
	time.AfterFunc(20*time.Millisecond, func() { cancel(mine) })
	_, err := h.Invoke(ctx, "spin", "a", nil)
	if !is(err, context.Canceled) || !is(err, mine) || is(err, ErrTimeout) {
		t.Errorf("cancelled: %v", err)
	}
	if _, err = h.Invoke(ctx, "echo", "a", nil); !is(err, context.Canceled) {
		t.Errorf("cancelled before: %v", err)
	}
	ctx, stopped := context.WithTimeout(background, 20*time.Millisecond)
	defer stopped()
	if _, err = h.Invoke(ctx, "spin", "a", nil); !is(err, ErrTimeout) || !is(err, context.DeadlineExceeded) {
		t.Errorf("deadline: %v", err)
	}
	//lint:ignore SA1012 callers do it
	if _, err = h.Invoke(nil, "echo", "a", nil); err != nil {
		t.Errorf("no context: %v", err)
	}
}

func TestJSON(t *testing.T) {
	type document struct{ Title string }
	h := newHost(t, testConfig(), echoGuest())
	echo := func(ctx context.Context, tenant string, in []byte) ([]byte, error) {
		return h.Invoke(ctx, "echo", tenant, in)
	}
	out, err := JSON[document, document](echo)(background, "a", document{"t"})
	if err != nil || out.Title != "t" {
		t.Fatal(out, err)
	}
	if n, err := JSON[document, int](echo)(background, "a", document{"t\x1b"}); !is(err, ErrProtocol) || n != 0 || control.MatchString(err.Error()) {
		t.Fatal(n, err)
	}
	if _, err := JSON[chan int, int](echo)(background, "a", nil); err == nil {
		t.Fatal("a channel is not JSON")
	}
}

// publish writes a release as the packer does: the manifest last, by rename.
func publish(t *testing.T, directory string, r Release, change func(*manifestGuest)) {
	t.Helper()
	var g manifestGuest
	g.Wasm.Path, g.Wasm.SHA256 = "guest."+r.Digest[:16]+".wasm", r.Digest
	g.Memory.MaxPages, g.Ticks, g.Depth = r.MemoryPages, r.Interval, r.Depth
	g.Globals, g.Restorable = r.Globals, r.Restorable
	for _, e := range r.Entries {
		g.Entries = append(g.Entries, manifestEntry(e))
	}
	if change != nil {
		change(&g)
	}
	text, err := json.Marshal(manifest{Version: 1, Guests: map[string]manifestGuest{r.Name: g}})
	if err != nil {
		t.Fatal(err)
	}
	write := func(name string, content []byte) {
		if err := os.WriteFile(filepath.Join(directory, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("guest."+r.Digest[:16]+".wasm", r.Module)
	write("new", text)
	if err := os.Rename(filepath.Join(directory, "new"), filepath.Join(directory, ManifestName)); err != nil {
		t.Fatal(err)
	}
}

// versionGuest returns a module whose entry returns a number.
func versionGuest(version int64) Release {
	a := newGuest(true)
	x := a.importExchange()
	a.entry("version", 0, answer(x, i32(version)))
	return a.release()
}

func TestSwapUnderLoad(t *testing.T) {
	goroutinesReturn(t)
	config := testConfig()
	config.Running, config.Waiting = 2, 1000
	h := newHost(t, config, versionGuest(0))
	var stop atomic.Bool
	var callers sync.WaitGroup
	for n := range 6 {
		callers.Add(1)
		go func() {
			defer callers.Done()
			last := byte(0)
			for !stop.Load() {
				out, err := h.Invoke(background, "version", fmt.Sprint(n%3), nil)
				if err != nil || out[0] < last {
					t.Errorf("%v, %v after %d", out, err, last)
					return
				}
				last = out[0]
			}
		}()
	}
	for version := range int64(6) {
		if err := h.Swap(background, versionGuest(version)); err != nil {
			t.Error(err)
		}
		out, err := h.Invoke(background, "version", "x", nil)
		if err != nil || out[0] != byte(version) {
			t.Errorf("version %d: %v, %v", version, out, err)
		}
	}
	bad := versionGuest(7)
	bad.Module = bytes.Replace(bad.Module, []byte("output"), []byte("outpux"), 1)
	if err := h.Swap(background, bad); !is(err, ErrModule) {
		t.Error(err)
	}
	if err := h.Swap(background, echoGuest()); !is(err, ErrModule) {
		t.Error("a release without the entry:", err)
	}
	stop.Store(true)
	callers.Wait()
	_ = h.Close()
}

func TestWatch(t *testing.T) {
	goroutinesReturn(t)
	directory := t.TempDir()
	l := new(logged)
	config := testConfig()
	config.Log = l.logger()
	publish(t, directory, versionGuest(1), nil)
	r, err := load(directory, "test")
	if err != nil {
		t.Fatal(err)
	}
	h := newHost(t, config, r)
	ended := make(chan error)
	go func() { ended <- h.Watch(background, directory, time.Millisecond) }()
	until := func(what string, done func() bool) {
		t.Helper()
		for deadline := time.Now().Add(patience); !done(); time.Sleep(time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatal("waited in vain for", what)
			}
		}
	}
	version := func() byte {
		out, err := h.Invoke(background, "version", "a", nil)
		if err != nil {
			t.Fatal(err)
		}
		return out[0]
	}
	publish(t, directory, versionGuest(2), nil)
	until("version 2", func() bool { return version() == 2 })
	publish(t, directory, versionGuest(3), func(g *manifestGuest) { g.Wasm.SHA256 = strings.Repeat("0", 64) })
	until("a complaint", func() bool { return strings.Contains(l.String(), "cannot be used") })
	time.Sleep(20 * time.Millisecond)
	if n := strings.Count(l.String(), "level=ERROR"); n != 1 || version() != 2 {
		t.Errorf("%d complaints, version %d: %s", n, version(), l)
	}
	publish(t, directory, versionGuest(4), nil)
	until("version 4", func() bool { return version() == 4 })
	_ = h.Close()
	if err := <-ended; !is(err, ErrClosed) {
		t.Error(err)
	}
}

func TestLoadRefuses(t *testing.T) {
	for _, change := range []func(*manifestGuest){
		func(g *manifestGuest) { g.Wasm.Path = "../" + g.Wasm.Path },
		func(g *manifestGuest) { g.Wasm.Path = "/" + g.Wasm.Path },
		func(g *manifestGuest) { g.Wasm.Path = "" },
		func(g *manifestGuest) { g.Wasm.Path = "." },
		func(g *manifestGuest) { g.Wasm.SHA256 = "\x1b" },
		func(g *manifestGuest) { g.Memory.MaxPages = 1 },
		func(g *manifestGuest) { g.Ticks = -1 },
		func(g *manifestGuest) { g.Entries = nil },
	} {
		directory := t.TempDir()
		publish(t, directory, versionGuest(1), change)
		if r, err := load(directory, "test"); err == nil || control.MatchString(err.Error()) {
			t.Errorf("%+v, %v", r, err)
		}
	}
	directory := t.TempDir()
	for _, text := range []string{"", "[]", "{", `{"version":2}`, `{"version":1}`, `{"version":1,"guests":{"test":7}}`} {
		_ = os.WriteFile(filepath.Join(directory, ManifestName), []byte(text), 0o600)
		if _, err := load(directory, "test"); err == nil {
			t.Errorf("%s was read", text)
		}
	}
}
