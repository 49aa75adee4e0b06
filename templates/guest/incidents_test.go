package guesthost

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tetratelabs/wazero"
)

// Each test shows an incident twice: in a naive host, where it happens, and in
// the generated one, which contains it.

func mustNaive(t *testing.T, module []byte) *naive {
	t.Helper()
	n, err := newNaive(module, naiveConfig())
	t.Cleanup(n.close)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// attackGuest is a metered module with one attack and the entry "echo".
func attackGuest(build func(a *assembled, x exchangeImports)) Release {
	return attack{build: build}.release()
}

func TestIncidentBrowserModule(t *testing.T) {
	module, err := buildGo("gopher-js", "GOOS=js")
	if err != nil {
		t.Fatal(err)
	}
	n, err := newNaive(module, naiveConfig())
	n.close()
	if err == nil || !strings.Contains(err.Error(), "gojs") {
		t.Errorf("naive: %v", err)
	}
	_, err = NewRelease(background, testConfig(), releaseOf(module, handleEntry))
	if !is(err, ErrModule) {
		t.Errorf("generated: %v", err)
	}
}

// allocated is what f allocates on Go's heap, in bytes.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func TestIncidentCompiledForEachRequest(t *testing.T) {
	module, err := gopher()
	if err != nil {
		t.Fatal(err)
	}
	perRequest := allocated(func() {
		n, err := newNaiveIn(wazero.NewRuntimeConfig(), module, naiveConfig())
		if err != nil {
			t.Fatal(err)
		}
		n.call(background, "handle", []byte("echo x"))
		n.close()
	})
	if perRequest < uint64(len(module)) {
		t.Errorf("naive: %d bytes", perRequest)
	}
	h := gopherHost(t, func(c *Config) { c.Prestart = -1 })
	mustAsk(t, h, "a", "echo x", "x")
	if got := allocated(func() { mustAsk(t, h, "a", "echo x", "x") }); got > perRequest/5 {
		t.Errorf("generated: %d bytes, naive %d", got, perRequest)
	}
}

func TestIncidentMemoryWithoutLimit(t *testing.T) {
	build := func(a *assembled, _ exchangeImports) {
		a.memoryMaximum = 0
		// 4,000 pages; 0 if it got them.
		a.entry("attack", 0, i32(4000), grow, i32(-1), equal, when(trap), i32(0))
	}
	r := attackGuest(build)
	n := mustNaive(t, r.Module)
	if n.call(background, "attack", nil); n.instance.Memory().Size() < 250<<20 {
		t.Errorf("naive: %d bytes", n.instance.Memory().Size())
	}
	h := newHost(t, testConfig(), r)
	if _, err := h.Invoke(background, "attack", "a", nil); !is(err, ErrTrap) {
		t.Errorf("generated: %v", err)
	}
}

// TestIncidentDeadlineInterruptsNothing: the guest counts to a hundred million, long
// after its deadline. It ends, so that the test does.
func TestIncidentDeadlineInterruptsNothing(t *testing.T) {
	r := attackGuest(func(a *assembled, _ exchangeImports) {
		a.entry("attack", 1,
			block(a.loop(get(0), i32(100_000_000), equal, code{0x0d, 1}, get(0), i32(1), add, set(0))), i32(0))
	})
	ctx, cancel := context.WithTimeout(background, time.Nanosecond)
	defer cancel()
	<-ctx.Done()
	if out := mustNaive(t, r.Module).call(ctx, "attack", nil); len(out) != 0 {
		t.Errorf("naive: %q", out)
	}
	h := newHost(t, testConfig(), r)
	ctx, cancel = context.WithTimeout(background, 5*time.Millisecond)
	defer cancel()
	if _, err := h.Invoke(ctx, "attack", "a", nil); !is(err, ErrTimeout) {
		t.Errorf("generated: %v", err)
	}
}

// panics reports whether f does.
func panics(f func()) (did bool) {
	defer func() { did = recover() != nil }()
	f()
	return
}

func TestIncidentTrapTakesTheHostDown(t *testing.T) {
	r := attackGuest(func(a *assembled, _ exchangeImports) { a.entry("attack", 0, trap) })
	n := mustNaive(t, r.Module)
	if !panics(func() { n.call(background, "attack", nil) }) {
		t.Error("naive: no panic")
	}
	h := newHost(t, testConfig(), r)
	if _, err := h.Invoke(background, "attack", "a", nil); !is(err, ErrTrap) {
		t.Errorf("generated: %v", err)
	}
	echoes(t, h, "a", "x")
}

func TestIncidentWholeFileSystem(t *testing.T) {
	module, err := gopher()
	if err != nil {
		t.Fatal(err)
	}
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	n, err := newNaive(module, naiveConfig().WithFSConfig(wazero.NewFSConfig().WithReadOnlyDirMount("/", "/")))
	if err != nil {
		t.Fatal(err)
	}
	defer n.close()
	if out := string(n.call(background, "handle", []byte("files "+secret))); !strings.Contains(out, "read "+secret) {
		t.Errorf("naive: %q", out)
	}
	mustAsk(t, gopherHost(t, nil), "a", "files "+secret, "")
}

func TestIncidentPointersBelieved(t *testing.T) {
	build := func(a *assembled, _ exchangeImports) {
		a.function("alloc", "i", "i", 0, i32(2*pageBytes-1))
		a.function("entry", "ii", "I", 0, i64(2*pageBytes<<32|100))
	}
	r := attackGuest(build)
	if out := mustNaive(t, r.Module).pointer([]byte("input")); out != nil {
		t.Errorf("naive: %q", out)
	} // No input arrived, no output came, and nobody noticed.
	r.Entries = []Entry{{"entry", Pointer}}
	if _, err := newHost(t, testConfig(), r).Invoke(background, "entry", "a", []byte("input")); !is(err, ErrProtocol) {
		t.Errorf("generated: %v", err)
	}
}

// TestIncidentStaleView: output is a view of memory that the next call changes.
func TestIncidentStaleView(t *testing.T) {
	r := attackGuest(func(a *assembled, _ exchangeImports) {
		a.function("alloc", "i", "i", 0, i32(64))
		a.function("entry", "ii", "I", 0, get(0), code{0xad}, i64(32), code{0x86}, get(1), code{0xad, 0x84})
	})
	n := mustNaive(t, r.Module)
	first := n.pointer([]byte("first"))
	n.pointer([]byte("other"))
	if string(first) != "other" {
		t.Errorf("naive: %q", first)
	}
	r.Entries = []Entry{{"entry", Pointer}}
	config := testConfig()
	config.Snapshot = true
	h := newHost(t, config, r)
	first, err := h.Invoke(background, "entry", "a", []byte("first"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Invoke(background, "entry", "a", []byte("other")); err != nil || string(first) != "first" {
		t.Errorf("generated: %q, %v", first, err)
	}
}

func TestIncidentInstanceShared(t *testing.T) {
	module, err := gopher()
	if err != nil {
		t.Fatal(err)
	}
	n := mustNaive(t, module)
	n.call(background, "handle", []byte("canary secret-of-a"))
	if out := n.call(background, "handle", []byte("canary b")); !bytes.Contains(out, []byte("secret-of-a")) {
		t.Errorf("naive: %q", out)
	}
	h := gopherHost(t, nil)
	for _, tenant := range []string{"a", "b", "a", "b"} {
		mustAsk(t, h, tenant, "canary secret-of-"+tenant, "")
	}
}

func TestIncidentNamesClash(t *testing.T) {
	n := mustNaive(t, echoGuest().Module)
	_, err := n.runtime.InstantiateWithConfig(background, echoGuest().Module, naiveConfig().WithName("guest"))
	if err == nil || !strings.Contains(err.Error(), "already") {
		t.Errorf("naive: %v", err)
	}
	h := newHost(t, testConfig(), echoGuest())
	var calls sync.WaitGroup
	for range 8 {
		calls.Add(1)
		go func() { defer calls.Done(); echoes(t, h, "a", "x") }()
	}
	calls.Wait()
}

func TestIncidentStartCalledAgain(t *testing.T) {
	a := newGuest(true)
	x := a.importExchange()
	exit := a.importFunction(wasiModule, "proc_exit", "i", "")
	a.entry("handle", 0, i32(0))
	a.function("_start", "", "", 0, i32(0), exit)
	a.addEcho(x)
	n := mustNaive(t, a.bytes())
	start := n.instance.ExportedFunction("_start")
	_, _ = start.Call(background)
	if _, err := start.Call(background); err == nil {
		t.Error("naive: it ran again")
	}
	if _, err := NewRelease(background, testConfig(), a.release()); !is(err, ErrModule) || !strings.Contains(err.Error(), "c-shared") {
		t.Errorf("generated: %v", err)
	}
}

// TestIncidentOldGo: until Go 1.23, //go:wasmexport is ignored without a word
// and a program has _start only.
func TestIncidentOldGo(t *testing.T) {
	a := newGuest(false)
	a.function("_start", "", "", 0)
	n := mustNaive(t, a.bytes())
	if !panics(func() { n.call(background, "handle", nil) }) {
		t.Error("naive: no panic")
	}
	a.entries = []Entry{handleEntry}
	if _, err := NewRelease(background, testConfig(), a.release()); !is(err, ErrModule) {
		t.Errorf("generated: %v", err)
	}
}

// TestIncidentTenantStarvesOthers: both hosts have one place, and a noisy tenant
// lines up thirty calls before a quiet one. What counts is how many of them are
// served before the quiet call.
func TestIncidentTenantStarvesOthers(t *testing.T) {
	const noisy = 30
	semaphore := make(chan struct{}, 1)
	semaphore <- struct{}{}
	var order []string
	var waiting atomic.Int64
	naive := func(tenant string) {
		waiting.Add(1)
		semaphore <- struct{}{}
		order = append(order, tenant)
		<-semaphore
	}
	before := servedBefore(noisy, naive, &order, func(n int64) bool { return waiting.Load() == n }, func() { <-semaphore })
	if before < noisy/2 {
		t.Errorf("naive: the quiet call came after %d", before)
	}

	a := newGuest(true)
	x := a.importExchange()
	a.entry("data", 0, i32(0), i32(1), i32(0), i32(0), x.data, drop, i32(0))
	a.addEcho(x)
	order = nil
	inside, leave := make(chan struct{}), make(chan struct{})
	config := testConfig()
	config.Live, config.Waiting = 1, noisy
	config.Data = func(_ context.Context, tenant, _ string) ([]byte, error) {
		order = append(order, tenant)
		if tenant == "first" {
			close(inside)
			<-leave
		}
		return nil, nil
	}
	h := newHost(t, config, a.release())
	var first sync.WaitGroup
	first.Add(1)
	go func() {
		defer first.Done()
		_, _ = h.Invoke(background, "data", "first", nil)
	}()
	<-inside
	before = servedBefore(noisy, func(tenant string) {
		if _, err := h.Invoke(background, "data", tenant, nil); err != nil {
			t.Error(err)
		}
	}, &order, func(n int64) bool { return h.doors.waiting.Load() == n }, func() { close(leave); first.Wait() })
	if before > 2 { // The first call, and one of the noisy tenant.
		t.Errorf("generated: the quiet call came after %d", before)
	}
}

// servedBefore counts the calls that are served before the quiet one.
func servedBefore(noisy int, call func(tenant string), order *[]string, waiting func(n int64) bool, free func()) int {
	var calls sync.WaitGroup
	lineUp := func(tenant string, n int64) {
		calls.Add(1)
		go func() { defer calls.Done(); call(tenant) }()
		for !waiting(n) {
			time.Sleep(time.Millisecond)
		}
	}
	for n := range noisy {
		lineUp("noisy", int64(n+1))
	}
	time.Sleep(20 * time.Millisecond) // The naive host shows nothing by which to know that its calls wait.
	lineUp("quiet", int64(noisy+1))
	free()
	calls.Wait()
	return slices.Index(*order, "quiet")
}

// TestErrorsAreValues: an error says what crashed, and for whom.
func TestErrorsAreValues(t *testing.T) {
	h := newHost(t, testConfig(), attackGuest(func(a *assembled, _ exchangeImports) { a.entry("attack", 0, trap) }))
	_, err := h.Invoke(background, "attack", "tenant\x1b", nil)
	var trapped *Trap
	if !errors.As(err, &trapped) || trapped.Entry != "attack" || trapped.Digest != h.Release().Digest || len(trapped.Stack) == 0 {
		t.Fatalf("%#v", err)
	}
	if text := fmt.Sprint(err); control.MatchString(text) || !strings.Contains(text, `"tenant\x1b"`) {
		t.Errorf("%q", text)
	}
}
