package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"guesthost"
)

// hostile are commands of the guest that do not end.
var hostile = []string{"spin", "sortspin", "entropy", "clockspin", "sleep 1h"}

const callDeadline = 100 * time.Millisecond

// overshoots are how long calls outlive their deadlines, in order. Three guests
// of other tenants compute meanwhile.
func overshoots(r guesthost.Release, each int) ([]time.Duration, error) {
	c := config()
	c.Timeout, c.QueueTimeout, c.Live, c.PerTenant = time.Minute, time.Minute, 16, 16
	h, err := guesthost.NewRelease(context.Background(), c, r)
	if err != nil {
		return nil, err
	}
	defer func() { _ = h.Close() }()
	ctx, stop := context.WithCancel(context.Background())
	var others sync.WaitGroup
	for n := range 3 {
		others.Go(func() { _, _ = h.Invoke(ctx, "handle", fmt.Sprint("other", n), []byte("spin")) })
	}
	defer others.Wait()
	defer stop()
	var all []time.Duration
	for range each {
		for _, command := range hostile {
			limited, cancel := context.WithTimeout(context.Background(), callDeadline)
			deadline, _ := limited.Deadline()
			_, err := h.Invoke(limited, "handle", "hostile", []byte(command))
			all = append(all, time.Since(deadline))
			cancel()
			if !errors.Is(err, guesthost.ErrTimeout) {
				return nil, fmt.Errorf("%s: %w", command, err)
			}
		}
	}
	slices.Sort(all)
	return all, nil
}

// timerLateness is how late a timer of a Go program is beside two goroutines
// that compute: what the machine itself adds.
func timerLateness(samples int) []time.Duration {
	ctx, stop := context.WithCancel(context.Background())
	var others sync.WaitGroup
	for range computing {
		others.Go(func() {
			for ctx.Err() == nil {
			}
		})
	}
	defer others.Wait()
	defer stop()
	var all []time.Duration
	for range samples {
		due := time.Now().Add(callDeadline)
		time.Sleep(callDeadline)
		all = append(all, time.Since(due))
	}
	slices.Sort(all)
	return all
}

func benchDeadlines(g guest) error {
	r, err := g.packed(interval)
	if err != nil {
		return err
	}
	all, err := overshoots(r, 30)
	if err != nil {
		return err
	}
	fmt.Printf("deadlines  %d calls end after their deadline by %v (median), %v (p99), %v (most; wanted: 50 ms)\n",
		len(all), percentile(all, 50), percentile(all, 99), percentile(all, 100))
	alone := timerLateness(len(all))
	fmt.Printf("deadlines  for comparison, a timer beside %d goroutines that compute: %v (median), %v (p99), %v (most)\n",
		computing, percentile(alone, 50), percentile(alone, 99), percentile(alone, 100))
	return nil
}

// benchIntervals compares distances between two checks of the meter: what they
// cost a call, and how late they end one.
func benchIntervals(g guest) error {
	const rounds = 7
	intervals := []int{1_000, 10_000, 50_000, 100_000, 1_000_000}
	hosts := make([]*guesthost.Host, len(intervals))
	times := make([][]time.Duration, len(intervals))
	late := make([][]time.Duration, len(intervals))
	for n, distance := range intervals {
		r, err := g.packed(distance)
		if err != nil {
			return err
		}
		if late[n], err = overshoots(r, 5); err != nil {
			return err
		}
		c := config()
		c.Timeout, c.Snapshot = time.Minute, true
		if hosts[n], err = guesthost.NewRelease(context.Background(), c, r); err != nil {
			return err
		}
		defer func() { _ = hosts[n].Close() }()
	}
	for range rounds { // By turns, so that all have the same machine.
		for n, h := range hosts {
			begin := time.Now()
			if _, err := h.Invoke(context.Background(), "handle", "a", []byte("work 50000")); err != nil {
				return err
			}
			times[n] = append(times[n], time.Since(begin))
		}
	}
	for n, distance := range intervals {
		slices.Sort(times[n])
		best, slowest := times[n][0], times[len(intervals)-1]
		fmt.Printf("interval   %9d units: a call takes %.3f x of the last one's, and is late by %v at most\n",
			distance, best.Seconds()/slices.Min(slowest).Seconds(), percentile(late[n], 100))
	}
	return nil
}

// percentile returns a percentile of sorted times.
func percentile(sorted []time.Duration, p int) time.Duration {
	return sorted[(len(sorted)-1)*p/100].Round(10 * time.Microsecond)
}
