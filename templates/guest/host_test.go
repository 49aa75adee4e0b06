package guesthost

import (
	"bytes"
	"context"
	"log/slog"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// patience is how long a test waits for what must happen. It is not a measure
// of speed.
const patience = 30 * time.Second

var background = context.Background()

// logged collects what a host logs.
type logged struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func (l *logged) logger() *slog.Logger { return slog.New(slog.NewTextHandler(l, nil)) }

// testConfig is a configuration for tests: no cache on disk, no output.
func testConfig() Config {
	return Config{NoCache: true, Log: new(logged).logger(), StartTimeout: patience, Timeout: patience, Live: 8, MaxMemory: 8 << 20}
}

func newHost(t testing.TB, config Config, r Release) *Host {
	t.Helper()
	h, err := NewRelease(background, config, r)
	if err != nil {
		t.Fatalf("New: %v", err)
	}
	t.Cleanup(func() { _ = h.Close() })
	return h
}

func echoes(t testing.TB, h *Host, tenant, text string) {
	t.Helper()
	out, err := h.Invoke(background, "echo", tenant, []byte(text))
	if err != nil || string(out) != text {
		t.Fatalf("echo for %q: %q, %v", tenant, out, err)
	}
}

// echoGuest is a metered module with the entry "echo" only.
func echoGuest() Release {
	a := newGuest(true)
	a.addEcho(a.importExchange())
	return a.release()
}

// goroutinesReturn fails the test if it leaves goroutines behind.
func goroutinesReturn(t *testing.T) {
	t.Helper()
	before := runtime.NumGoroutine()
	t.Cleanup(func() {
		t.Helper()
		deadline := time.Now().Add(patience)
		for runtime.NumGoroutine() > before {
			if time.Now().After(deadline) {
				stacks := make([]byte, 1<<20)
				t.Fatalf("%d goroutines, %d before:\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
			}
			time.Sleep(5 * time.Millisecond)
		}
	})
}

func TestEcho(t *testing.T) {
	goroutinesReturn(t)
	h := newHost(t, testConfig(), echoGuest())
	for _, text := range []string{"", "x", strings.Repeat("wasm", 10000)} {
		echoes(t, h, "a", text)
	}
}

// TestHostsMadeAtTheSameTime is for the race detector, which sees what wazero
// does only once if no other test has made a host before: see cache.go.
func TestHostsMadeAtTheSameTime(t *testing.T) {
	var hosts sync.WaitGroup
	for range 8 {
		hosts.Add(1)
		go func() {
			defer hosts.Done()
			h, err := NewRelease(background, testConfig(), echoGuest())
			if err != nil {
				t.Error(err)
				return
			}
			_ = h.Close()
		}()
	}
	hosts.Wait()
}

func TestCloseTwiceAndCallAfterClose(t *testing.T) {
	h := newHost(t, testConfig(), echoGuest())
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Invoke(background, "echo", "a", nil); !is(err, ErrClosed) {
		t.Fatalf("got %v", err)
	}
	if err := h.Swap(background, echoGuest()); !is(err, ErrClosed) {
		t.Fatalf("got %v", err)
	}
}
