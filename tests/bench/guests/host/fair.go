package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/tetratelabs/wazero"

	"guesthost"
)

// The tenants: nine that ask for a little work now and then, and one with 48
// callers that ask for a hundred times as much without a pause.
const (
	quietTenants = 9
	quietPause   = 200 * time.Millisecond
	noisyCallers = 48
	noisyFactor  = 100
	computing    = 2
	instances    = 8
	fairDuration = 25 * time.Second
)

type tenantCall func(ctx context.Context, tenant string, in []byte) error

// quietTimes measures the quiet tenants' calls.
func quietTimes(call tenantCall, work int, noisy bool) ([]time.Duration, error) {
	ctx, stop := context.WithTimeout(context.Background(), fairDuration)
	defer stop()
	var mu sync.Mutex
	var all []time.Duration
	var failure error
	var callers, flood sync.WaitGroup
	floodCtx, stopFlood := context.WithCancel(context.Background())
	if noisy {
		for range noisyCallers {
			flood.Go(func() {
				for floodCtx.Err() == nil {
					if err := call(floodCtx, "noisy", []byte("work "+strconv.Itoa(noisyFactor*work))); err != nil {
						time.Sleep(10 * time.Millisecond) // It was refused.
					}
				}
			})
		}
		time.Sleep(500 * time.Millisecond)
	}
	for n := range quietTenants {
		callers.Go(func() {
			for ctx.Err() == nil {
				begin := time.Now()
				err := call(context.Background(), fmt.Sprint("quiet", n), []byte("work "+strconv.Itoa(work)))
				mu.Lock()
				all = append(all, time.Since(begin))
				failure = errors.Join(failure, err)
				mu.Unlock()
				time.Sleep(quietPause)
			}
		})
	}
	callers.Wait()
	stopFlood()
	flood.Wait()
	slices.Sort(all)
	return all, failure
}

// unitOfWork finds how many hashes take about 2 ms.
func unitOfWork(h *guesthost.Host) (int, error) {
	const hashes = 20_000
	least := time.Hour
	for range 3 {
		begin := time.Now()
		if _, err := h.Invoke(context.Background(), "handle", "a", []byte("work "+strconv.Itoa(hashes))); err != nil {
			return 0, err
		}
		least = min(least, time.Since(begin))
	}
	return max(1, int(hashes*2*time.Millisecond/least)), nil
}

func benchFair(g guest) error {
	r, err := g.packed(interval)
	if err != nil {
		return err
	}
	c := config()
	c.Timeout, c.QueueTimeout, c.Running, c.Live, c.Waiting = time.Minute, time.Minute, computing, instances, noisyCallers
	c.Snapshot = true // What is compared is waiting: with fresh instances, starting them would take most of the time.
	h, err := guesthost.NewRelease(context.Background(), c, r)
	if err != nil {
		return err
	}
	defer func() { _ = h.Close() }()
	u, err := newUsual(context.Background(), g.module, wazero.NewRuntimeConfig())
	if err != nil {
		return err
	}
	defer u.close()
	work, err := unitOfWork(h)
	if err != nil {
		return err
	}
	generated := func(ctx context.Context, tenant string, in []byte) error {
		_, err := h.Invoke(ctx, "handle", tenant, in)
		return err
	}
	p99 := map[string]time.Duration{}
	for _, k := range []struct {
		name  string
		call  tenantCall
		noisy bool
	}{
		{"alone", generated, false},
		{"turns", generated, true},
		{"semaphores", semaphores(u), true},
		{"queue", oneQueue(u), true},
	} {
		all, err := quietTimes(k.call, work, k.noisy)
		if err != nil {
			return err
		}
		p99[k.name] = percentile(all, 99)
		fmt.Printf("fair       %-10s median %10v, p99 %10v of %d quiet calls\n", k.name, percentile(all, 50), p99[k.name], len(all))
	}
	turns := p99["turns"].Seconds()
	fmt.Printf("fair       turns: %.1f x of alone (wanted: at most 5 x), %.0f x better than semaphores (10 x), %.0f x better than one queue (100 x)\n",
		turns/p99["alone"].Seconds(), p99["semaphores"].Seconds()/turns, p99["queue"].Seconds()/turns)
	return nil
}

// semaphores gives half of the instances to one tenant at most.
func semaphores(u *usual) tenantCall {
	places, running := make(chan struct{}, instances), make(chan struct{}, computing)
	var mu sync.Mutex
	tenants := map[string]chan struct{}{}
	return func(ctx context.Context, tenant string, in []byte) error {
		mu.Lock()
		mine := tenants[tenant]
		if mine == nil {
			mine = make(chan struct{}, instances/2)
			tenants[tenant] = mine
		}
		mu.Unlock()
		return within(func() error { _, err := u.call(ctx, in); return err }, mine, places, running)
	}
}

// oneQueue lets callers in as they come.
func oneQueue(u *usual) tenantCall {
	running := make(chan struct{}, computing)
	return func(ctx context.Context, _ string, in []byte) error {
		return within(func() error { _, err := u.call(ctx, in); return err }, running)
	}
}

// within works while it holds a place of each semaphore.
func within(work func() error, semaphores ...chan struct{}) error {
	for _, s := range semaphores {
		s <- struct{}{}
		defer func() { <-s }()
	}
	return work()
}
