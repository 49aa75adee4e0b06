package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/tetratelabs/wazero"

	"guesthost"
)

// request is a JSON document of six objects that the guest sorts.
var request = []byte(`json [{"name":"a","count":4},{"name":"b","count":2},{"name":"c","count":6},` +
	`{"name":"d","count":1},{"name":"e","count":3},{"name":"f","count":5}]`)

// perSecond calls from twice as many goroutines as there are processors.
func perSecond(duration time.Duration, call func(caller int) error) (float64, error) {
	var done atomic.Int64
	var failure atomic.Pointer[error]
	var callers sync.WaitGroup
	begin := time.Now()
	for caller := range 2 * runtime.GOMAXPROCS(0) {
		callers.Go(func() {
			for time.Since(begin) < duration && failure.Load() == nil {
				if err := call(caller); err != nil {
					failure.Store(&err)
				}
				done.Add(1)
			}
		})
	}
	callers.Wait()
	if err := failure.Load(); err != nil {
		return 0, *err
	}
	return float64(done.Load()) / time.Since(begin).Seconds(), nil
}

// hostPerSecond measures the generated host.
func hostPerSecond(g guest, duration time.Duration, change func(*guesthost.Config)) (float64, error) {
	r, err := g.packed(interval)
	if err != nil {
		return 0, err
	}
	c := config()
	c.Timeout = time.Minute
	change(&c)
	h, err := guesthost.NewRelease(context.Background(), c, r)
	if err != nil {
		return 0, err
	}
	defer func() { _ = h.Close() }()
	return perSecond(duration, func(caller int) error {
		_, err := h.Invoke(context.Background(), "handle", fmt.Sprint(caller), request)
		return err
	})
}

func benchFresh(g guest) error {
	ctx := context.Background()
	compiling, err := perSecond(15*time.Second, func(int) error {
		u, err := newUsual(ctx, g.module, wazero.NewRuntimeConfig())
		if err != nil {
			return err
		}
		defer u.close()
		_, err = u.call(ctx, request)
		return err
	})
	if err != nil {
		return err
	}
	fresh, err := hostPerSecond(g, 5*time.Second, func(*guesthost.Config) {})
	if err != nil {
		return err
	}
	fmt.Printf("fresh      compiled for each request %.2f/s, a fresh instance for each call %.1f/s: %.0f x (wanted: 50 x)\n",
		compiling, fresh, fresh/compiling)
	return nil
}

func benchSnapshot(g guest) error {
	fresh, err := hostPerSecond(g, 5*time.Second, func(*guesthost.Config) {})
	if err != nil {
		return err
	}
	snapshot, err := hostPerSecond(g, 5*time.Second, func(c *guesthost.Config) { c.Snapshot, c.Warm = true, request })
	if err != nil {
		return err
	}
	fmt.Printf("snapshot   fresh instances %.1f/s, snapshot %.1f/s: %.1f x (wanted: 5 x)\n", fresh, snapshot, snapshot/fresh)
	return nil
}

func benchRestart(g guest) error {
	r, err := g.packed(interval)
	if err != nil {
		return err
	}
	c := config()
	c.NoCache, c.CacheDir = false, filepath.Join(g.directory, "cache")
	if err := os.Mkdir(c.CacheDir, 0o700); err != nil {
		return err
	}
	start := func() (time.Duration, error) {
		begin := time.Now()
		h, err := guesthost.NewRelease(context.Background(), c, r)
		if err != nil {
			return 0, err
		}
		defer func() { _ = h.Close() }()
		_, err = h.Invoke(context.Background(), "handle", "a", request)
		return time.Since(begin), err
	}
	cold, err := start()
	if err != nil {
		return err
	}
	warm, err := start()
	if err != nil {
		return err
	}
	fmt.Printf("restart    without the disk cache %v, with it %v: %.1f x (start and first call)\n",
		cold.Round(time.Millisecond), warm.Round(time.Millisecond), cold.Seconds()/warm.Seconds())
	return nil
}
