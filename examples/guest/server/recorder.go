package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"example.com/server/renderguest"
)

// recorder counts calls for the page.
type recorder struct {
	mu      sync.Mutex
	tenants map[string]*tenant
	last    []string
}

// tenant is what the page shows of one.
type tenant struct {
	Calls     int            `json:"calls"`
	Results   map[string]int `json:"results"`
	Preempted int            `json:"preempted"`
	Work      uint64         `json:"work"`
	// Median, Slowest and Recent are of the last calls that ran, in milliseconds from
	// arrival to result; Wait is the median of the time before their turn.
	Median  float64   `json:"median"`
	Slowest float64   `json:"slowest"`
	Wait    float64   `json:"wait"`
	Recent  []float64 `json:"recent"`
	waits   []float64
}

func newRecorder() *recorder { return &recorder{tenants: map[string]*tenant{}} }

// known are the errors that the page names.
var known = []struct {
	err  error
	name string
}{
	{renderguest.ErrBusy, "busy"}, {renderguest.ErrTimeout, "time limit"}, {renderguest.ErrBudget, "budget"},
	{renderguest.ErrMemory, "memory limit"}, {renderguest.ErrTooBig, "size limit"}, {renderguest.ErrExited, "crash"},
	{renderguest.ErrTrap, "crash"}, {renderguest.ErrRefused, "template error"}, {renderguest.ErrClosed, "closed"},
}

func outcome(err error) string {
	if err == nil {
		return "done"
	}
	for _, k := range known {
		if errors.Is(err, k.err) {
			return k.name
		}
	}
	return "other error"
}

const remembered = 100

// observe is Config.Observe.
func (r *recorder) observe(c renderguest.Call) {
	r.mu.Lock()
	defer r.mu.Unlock()
	t := r.tenants[c.Tenant]
	if t == nil {
		if len(r.tenants) == 20 {
			return // Names of tenants come from requests here.
		}
		t = &tenant{Results: map[string]int{}, Recent: []float64{}}
		r.tenants[c.Tenant] = t
	}
	t.Calls++
	t.Results[outcome(c.Err)]++
	t.Preempted += c.Preempted
	t.Work += c.Work
	if errors.Is(c.Err, renderguest.ErrBusy) {
		return // The guest did not run.
	}
	t.Recent = remember(t.Recent, c.Wait+c.Start+c.Run)
	t.waits = remember(t.waits, c.Wait)
	if c.Err != nil {
		r.last = append(r.last, c.Err.Error())
		r.last = r.last[max(0, len(r.last)-10):]
	}
}

// remember adds a time in milliseconds, and forgets the oldest.
func remember(times []float64, d time.Duration) []float64 {
	times = append(times, float64(d.Microseconds())/1000)
	return times[max(0, len(times)-remembered):]
}

// sorted returns the times in order.
func sorted(times []float64) []float64 { return slices.Sorted(slices.Values(times)) }

// state is one event of the page.
func (r *recorder) state() ([]byte, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, t := range r.tenants {
		if len(t.Recent) == 0 {
			continue
		}
		t.Median, t.Slowest = sorted(t.Recent)[len(t.Recent)/2], slices.Max(t.Recent)
		t.Wait = sorted(t.waits)[len(t.waits)/2]
	}
	return json.Marshal(map[string]any{"tenants": r.tenants, "last": r.last})
}

// serveEvents sends the state twice a second, as server-sent events.
func (r *recorder) serveEvents(w http.ResponseWriter, request *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	ticker := time.NewTicker(500 * time.Millisecond)
	defer ticker.Stop()
	for {
		text, err := r.state()
		if err != nil {
			return
		}
		if _, err := fmt.Fprintf(w, "data: %s\n\n", text); err != nil {
			return
		}
		if http.NewResponseController(w).Flush() != nil {
			return
		}
		select {
		case <-request.Context().Done():
			return
		case <-ticker.C:
		}
	}
}
