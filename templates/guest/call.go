package guesthost

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Call is what Observe learns of a call.
type Call struct {
	// Entry, Tenant and Digest name the call and the guest. Digest is empty if
	// the host was closed.
	Entry, Tenant, Digest string
	// Wait is the time in the queue, Start the time until an instance was
	// ready, and Run the time from then to the end.
	Wait, Start, Run time.Duration
	// Work is the number of units of work, without those of an initialization.
	// For a module without a meter it counts only what the host did for it.
	Work uint64
	// Memory is the linear memory at the end, in bytes.
	Memory int
	// In and Out are the sizes of input and output, in bytes.
	In, Out int
	// Preempted is how often the guest made room for others.
	Preempted int
	// Err is what the call returned.
	Err error
}

// call is one call on its way through the host.
type call struct {
	host       *Host
	generation *generation
	entry      string
	tenant     string

	ctx      context.Context
	deadline time.Time
	onCore   bool      // holds a place in Host.cores
	sliceEnd time.Time // when it makes room for other calls
	turnEnd  time.Time // when it lets other goroutines run

	instance *instance
	serving  bool // input, output and data are the guest's to use
	in, out  []byte
	failed   bool
	failure  []byte
	key      string // the value that data has fetched last
	value    []byte
	fetched  bool

	log  boundedLog
	work uint64
	told Call
}

func (g *generation) newCall(entry, tenant string, in []byte) *call {
	return &call{
		host: g.host, generation: g, entry: entry, tenant: tenant, in: in,
		log: boundedLog{limit: g.host.config.MaxLog},
	}
}

// Invoke runs the named entry for a tenant. A tenant is any name that separates
// callers from each other: it decides whose turn it is and what Config.Data
// returns. The output belongs to the caller.
func (h *Host) Invoke(ctx context.Context, entry, tenant string, in []byte) (out []byte, err error) {
	seen := Call{Entry: entry, Tenant: tenant, In: len(in)}
	defer func() {
		seen.Out, seen.Err = len(out), err
		h.observe(seen)
	}()
	g, err := h.enter()
	if err != nil {
		return nil, fmt.Errorf("guest %q, tenant %q: %w", entry, tenant, err)
	}
	c := g.newCall(entry, tenant, in)
	defer func() {
		_ = guard(func() error { c.logOutput(); return nil })
		seen = c.told
		h.leave(g)
	}()
	c.told = seen
	c.told.Digest = g.release.Digest
	return c.serve(orBackground(ctx))
}

func (h *Host) observe(seen Call) {
	if h.config.Observe == nil {
		return
	}
	defer func() {
		if p := recover(); p != nil {
			h.config.Log.Error("guest: Config.Observe panicked", "panic", fmt.Sprint(p))
		}
	}()
	h.config.Observe(seen)
}

// serve takes the call through queue, core and instance.
func (c *call) serve(ctx context.Context) ([]byte, error) {
	config := &c.host.config
	entry, found := c.generation.release.entry(c.entry)
	if !found {
		return nil, fmt.Errorf("guest %q: %w: there is no such entry", c.entry, ErrModule)
	}
	if len(c.in) > config.MaxInput {
		return nil, c.fails(fmt.Errorf("%w: the input has %d bytes; the limit is %d", ErrTooBig, len(c.in), config.MaxInput))
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	defer context.AfterFunc(c.host.abort, func() { cancel(ErrClosed) })()

	arrival := time.Now()
	err := c.queue(ctx)
	c.told.Wait = time.Since(arrival)
	if err != nil {
		return nil, err
	}
	defer c.host.doors.leave(c.tenant)

	ctx, stopTimer := context.WithTimeoutCause(ctx, config.Timeout, ErrTimeout)
	defer stopTimer()
	if err := c.begin(ctx); err != nil {
		return nil, err
	}
	err = c.takeCore()
	c.told.Wait = time.Since(arrival)
	if err != nil {
		return nil, c.explain(err, nil)
	}
	defer c.dropCore()
	return c.compute(entry)
}

// queue waits for the tenant's turn.
func (c *call) queue(ctx context.Context) error {
	waiting, cancel := context.WithTimeoutCause(ctx, c.host.config.QueueTimeout, ErrBusy)
	defer cancel()
	err := c.host.doors.enter(waiting, c.tenant)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, ErrBusy) || errors.Is(err, ErrClosed):
		return c.fails(err)
	case ctx.Err() == nil:
		return c.fails(fmt.Errorf("%w: no turn within %v", ErrBusy, c.host.config.QueueTimeout))
	default:
		return c.fails(reason(ctx))
	}
}

// begin makes ctx the call's own.
func (c *call) begin(ctx context.Context) error {
	c.ctx = context.WithValue(ctx, callKey{}, c)
	c.deadline, _ = ctx.Deadline()
	if ctx.Err() != nil {
		return c.fails(reason(ctx))
	}
	return nil
}

// compute runs the entry in an instance of its own.
func (c *call) compute(entry Entry) ([]byte, error) {
	begin := time.Now()
	i, err := c.generation.take(c)
	c.told.Start = time.Since(begin)
	if err != nil {
		return nil, err
	}
	begin, c.work = time.Now(), 0
	out, err := c.run(entry, i)
	c.told.Run = time.Since(begin)
	c.told.Work, c.told.Memory = c.work, i.size()
	c.generation.giveBack(i, err)
	return out, err
}

// run calls the entry by its convention. Its output is a copy.
func (c *call) run(entry Entry, i *instance) (out []byte, err error) {
	c.instance, c.serving = i, true
	defer func() { c.instance, c.serving = nil, false }()
	err = guard(func() error {
		if entry.Convention == Pointer {
			return c.runPointer(entry.Name)
		}
		return c.runHandle(entry.Name)
	})
	_ = guard(func() error { c.settle(); return nil })
	if err == nil {
		err = guard(func() error { c.checkBudget(); return nil })
	}
	if err != nil {
		return nil, c.explain(err, i)
	}
	if c.failed {
		return nil, &GuestError{Entry: c.entry, Tenant: c.tenant, Text: printable(c.failure, 1000), Raw: c.failure}
	}
	if c.out == nil {
		c.out = []byte{}
	}
	return c.out, nil
}

// fails names the call in an error.
func (c *call) fails(err error) error {
	return fmt.Errorf("guest %q, tenant %q: %w", c.entry, c.tenant, err)
}

// takeCore waits for a place to compute in.
func (c *call) takeCore() error {
	if err := c.host.cores.enter(c.ctx, c.tenant); err != nil {
		return &halt{kind: reason(c.ctx), cause: "while it waited for its turn to compute"}
	}
	c.onCore = true
	now := time.Now()
	c.sliceEnd, c.turnEnd = now.Add(c.host.config.Slice), now.Add(schedulerTurn)
	return nil
}

func (c *call) dropCore() {
	if c.onCore {
		c.onCore = false
		c.host.cores.leave(c.tenant)
	}
}
