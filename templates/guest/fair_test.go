package guesthost

import (
	"context"
	"fmt"
	"math/rand"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// line up: n callers of a tenant, in order. Each appends the tenant's name to
// order when it has a place, and gives it back.
func lineUp(t *testing.T, turns *turns, tenant string, n int, enter func()) *sync.WaitGroup {
	t.Helper()
	var callers sync.WaitGroup
	for range n {
		before := turns.waiting.Load()
		callers.Add(1)
		go func() {
			defer callers.Done()
			if err := turns.enter(background, tenant); err != nil {
				t.Error(err)
				return
			}
			enter()
			turns.leave(tenant)
		}()
		for turns.waiting.Load() == before {
			time.Sleep(time.Millisecond)
		}
	}
	return &callers
}

func TestTenantsTakeTurns(t *testing.T) {
	turns := newTurns(1, 1, 100)
	if err := turns.enter(background, "first"); err != nil {
		t.Fatal(err)
	}
	var order []string
	var all []*sync.WaitGroup
	for _, tenant := range []struct {
		name string
		n    int
	}{{"noisy", 20}, {"b", 2}, {"c", 1}} {
		all = append(all, lineUp(t, turns, tenant.name, tenant.n, func() { order = append(order, tenant.name) }))
	}
	turns.leave("first")
	for _, callers := range all {
		callers.Wait()
	}
	if want := []string{"noisy", "b", "c", "noisy", "b", "noisy"}; !slices.Equal(order[:6], want) {
		t.Errorf("got %v", order)
	}
	if len(turns.lines) != 0 || turns.free != 1 || turns.waiting.Load() != 0 {
		t.Errorf("left: %v, %d free, %d waiting", turns.lines, turns.free, turns.waiting.Load())
	}
}

func TestPlacesPerTenant(t *testing.T) {
	turns := newTurns(4, 2, 1)
	for range 2 {
		if err := turns.enter(background, "a"); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(background)
	third := make(chan error)
	go func() { third <- turns.enter(ctx, "a") }()
	for !turns.wanted() {
		time.Sleep(time.Millisecond)
	}
	if err := turns.enter(background, "a"); err != ErrBusy {
		t.Error("a full line:", err)
	}
	if err := turns.enter(background, "b"); err != nil {
		t.Error(err)
	}
	turns.leave("b")
	turns.mu.Lock()
	if held := turns.lines["a"].held; held != 2 {
		t.Errorf("a place that b left made it %d of a", held)
	}
	turns.mu.Unlock()
	cancel()
	if err := <-third; err != context.Canceled {
		t.Error(err)
	}
	turns.leave("a")
	turns.leave("a")
	if len(turns.lines) != 0 || turns.free != 4 {
		t.Error("left behind:", turns.lines, turns.free)
	}
}

// TestTurnsAtRandom lets callers come, give up and leave in all orders.
func TestTurnsAtRandom(t *testing.T) {
	const places, perTenant = 3, 2
	turns := newTurns(places, perTenant, 5)
	var inside atomic.Int64
	var perName [4]atomic.Int64
	var callers sync.WaitGroup
	for n := range 40 {
		callers.Add(1)
		go func() {
			defer callers.Done()
			tenant := n % len(perName)
			for range 200 {
				ctx, cancel := context.WithTimeout(background, time.Duration(rand.Intn(300))*time.Microsecond)
				if turns.enter(ctx, fmt.Sprint(tenant)) == nil {
					if inside.Add(1) > places || perName[tenant].Add(1) > perTenant {
						t.Error("too many")
					}
					time.Sleep(time.Duration(rand.Intn(50)) * time.Microsecond)
					inside.Add(-1)
					perName[tenant].Add(-1)
					turns.leave(fmt.Sprint(tenant))
				}
				cancel()
			}
		}()
	}
	callers.Wait()
	if len(turns.lines) != 0 || turns.free != places || turns.onTurn.Len() != 0 || turns.wanted() {
		t.Errorf("left behind: %v, %d free", turns.lines, turns.free)
	}
}

// TestSlices: one core, one tenant whose guest never ends. Another tenant's
// call is served while that guest runs, because it makes room.
func TestSlices(t *testing.T) {
	a := newGuest(true)
	x := a.importExchange()
	a.entry("spin", 0, a.loop(), trap)
	a.addEcho(x)
	config := testConfig()
	config.Running, config.Live, config.Slice = 1, 4, time.Millisecond
	var noisy Call
	config.Observe = func(c Call) {
		if c.Entry == "spin" {
			noisy = c
		}
	}
	h := newHost(t, config, a.release())
	ctx, cancel := context.WithCancel(background)
	ended := make(chan error)
	go func() {
		_, err := h.Invoke(ctx, "spin", "noisy", nil)
		ended <- err
	}()
	for range 5 {
		for !computes(h, "noisy") { // It may not have come back from the last time that it made room.
			time.Sleep(time.Millisecond)
		}
		echoes(t, h, "quiet", "x")
	}
	cancel()
	if err := <-ended; !is(err, context.Canceled) || noisy.Preempted < 5 {
		t.Errorf("%v; preempted %d times", err, noisy.Preempted)
	}
}

// computes reports whether a call of the tenant has a place to compute in.
func computes(h *Host, tenant string) bool {
	h.cores.mu.Lock()
	defer h.cores.mu.Unlock()
	l := h.cores.lines[tenant]
	return l != nil && l.held > 0
}

// TestSleepersFreeTheCore: one core, and guests that sleep until others have
// run.
func TestSleepersFreeTheCore(t *testing.T) {
	config := testConfig()
	config.Running, config.Live, config.PerTenant, config.Prestart = 1, 4, 4, -1
	inside := make(chan struct{}, 4)
	release := make(chan struct{})
	config.Data = func(context.Context, string, string) ([]byte, error) {
		inside <- struct{}{}
		<-release
		return nil, nil
	}
	a := newGuest(true)
	x := a.importExchange()
	a.entry("data", 0, i32(0), i32(1), i32(0), i32(0), x.data, drop, i32(0))
	a.addEcho(x)
	h := newHost(t, config, a.release())
	ended := make(chan error)
	for range 3 {
		go func() {
			_, err := h.Invoke(background, "data", "a", nil)
			ended <- err
		}()
	}
	for range 3 {
		<-inside
	}
	echoes(t, h, "a", "x")
	close(release)
	for range 3 {
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}

func TestBusy(t *testing.T) {
	a := newGuest(true)
	x := a.importExchange()
	a.entry("spin", 0, a.loop(), trap)
	a.addEcho(x)
	config := testConfig()
	config.Live, config.Waiting, config.QueueTimeout = 1, 1, 50*time.Millisecond
	h := newHost(t, config, a.release())
	ctx, cancel := context.WithCancel(background)
	ended := make(chan error)
	go func() {
		_, err := h.Invoke(ctx, "spin", "noisy", nil)
		ended <- err
	}()
	for {
		h.doors.mu.Lock()
		full := h.doors.free == 0
		h.doors.mu.Unlock()
		if full {
			break
		}
		time.Sleep(time.Millisecond)
	}
	if _, err := h.Invoke(background, "echo", "noisy", nil); !is(err, ErrBusy) || is(err, ErrTimeout) {
		t.Error(err)
	}
	impatient, done := context.WithTimeout(background, time.Millisecond)
	defer done()
	if _, err := h.Invoke(impatient, "echo", "noisy", nil); !is(err, ErrTimeout) || is(err, ErrBusy) {
		t.Error(err)
	}
	cancel()
	<-ended
}
