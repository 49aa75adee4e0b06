package guesthost

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/tetratelabs/wazero"
)

// Host runs one guest for many tenants. It is safe for concurrent use.
type Host struct {
	config Config
	doors  *turns // places for instances
	cores  *turns // places for those that compute
	cache  wazero.CompilationCache

	abort   context.Context // done when Drain gives up
	aborted context.CancelCauseFunc

	mu      sync.Mutex
	current *generation
	inside  int           // calls and swaps
	closing bool          // none may enter any more
	empty   chan struct{} // closed when none is inside after closing
	last    sync.Once
}

// New compiles the guest, or reads it from the cache, checks it and starts one
// instance. ctx bounds that start only.
func New(ctx context.Context, config Config) (*Host, error) {
	return NewRelease(ctx, config, Embedded())
}

// NewRelease is New for a release that Load has read.
func NewRelease(ctx context.Context, config Config, r Release) (*Host, error) {
	config, err := config.withDefaults(&r)
	if err != nil {
		return nil, err
	}
	cache, err := openCache(&config)
	if err != nil {
		return nil, err
	}
	warnAboutMemory(&config, &r, machineMemory())
	h := &Host{
		config: config,
		doors:  newTurns(config.calls(), config.PerTenant, config.Waiting),
		cores:  newTurns(config.Running, config.Running, unlimited),
		cache:  cache,
		empty:  make(chan struct{}),
	}
	h.abort, h.aborted = context.WithCancelCause(context.Background())
	if h.current, err = newGeneration(orBackground(ctx), h, r); err != nil {
		h.aborted(ErrClosed)
		_ = cache.Close(context.Background())
		return nil, err
	}
	h.current.startAhead()
	return h, nil
}

// orBackground lets callers pass no context.
func orBackground(ctx context.Context) context.Context {
	if ctx == nil {
		return context.Background()
	}
	return ctx
}

// Release returns the release that new calls run.
func (h *Host) Release() Release {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.current.release
}

// Close lets no call in, refuses those that wait for an instance, and returns
// when the running ones are done. It may be called more than once.
func (h *Host) Close() error { return h.Drain(context.Background()) }

// Drain is Close with a limit: when ctx ends, calls that still run end with
// ErrClosed. It returns ctx's error if it had to end calls.
func (h *Host) Drain(ctx context.Context) error {
	h.mu.Lock()
	if !h.closing {
		h.closing = true
		if h.inside == 0 {
			close(h.empty)
		}
	}
	h.mu.Unlock()
	h.doors.close()

	ctx = orBackground(ctx)
	var early error
	select {
	case <-h.empty:
	case <-ctx.Done():
		early = ctx.Err()
		h.aborted(ErrClosed)
		<-h.empty
	}
	h.last.Do(h.finish)
	return early
}

// finish releases everything when no call is left.
func (h *Host) finish() {
	h.current.close()
	h.aborted(ErrClosed)
	_ = h.cache.Close(context.Background())
}

// enter counts a call, and keeps the current generation open for it.
func (h *Host) enter() (*generation, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closing {
		return nil, ErrClosed
	}
	h.inside++
	h.current.users++
	return h.current, nil
}

// leave ends what enter began. The last call of a replaced generation closes it.
func (h *Host) leave(g *generation) {
	h.mu.Lock()
	g.users--
	unused := g.users == 0 && g != h.current
	h.mu.Unlock()
	if unused {
		g.close()
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.inside--
	if h.closing && h.inside == 0 {
		close(h.empty)
	}
}

// Swap replaces the guest by another release. It compiles and starts it first,
// so a release that does not work changes nothing. Calls that run go on with
// the earlier one; no call is lost or waits. The new release must have all
// entries of the earlier one.
func (h *Host) Swap(ctx context.Context, r Release) error {
	old, err := h.enter()
	if err != nil {
		return fmt.Errorf("guest: %w", err)
	}
	defer h.leave(old)
	for _, e := range old.release.Entries {
		if _, found := r.entry(e.Name); !found {
			return fmt.Errorf("guest: %w: it lacks the entry %q", ErrModule, e.Name)
		}
	}
	if h.config.Snapshot && !r.Restorable {
		return fmt.Errorf("guest: %w: Config.Snapshot is set, but the release is not restorable", ErrModule)
	}
	ctx, cancel := context.WithCancelCause(orBackground(ctx))
	defer cancel(nil)
	defer context.AfterFunc(h.abort, func() { cancel(ErrClosed) })()
	next, err := newGeneration(ctx, h, r)
	if err != nil {
		return err
	}
	h.replace(next)
	return nil
}

// replace makes a generation the current one. What the earlier one has started
// ahead is closed before the new one starts more.
func (h *Host) replace(next *generation) {
	h.mu.Lock()
	replaced := h.current
	h.current = next
	unused := replaced.users == 0
	h.mu.Unlock()
	replaced.retire()
	if unused {
		replaced.close()
	}
	next.startAhead()
}

// guard turns a panic of this package or of wazero into an error, so that a
// call never takes the process down.
func guard(work func() error) (err error) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case *halt:
			err = p
		case error:
			err = fmt.Errorf("internal error: %w", p)
		default:
			err = errors.New(printable(fmt.Appendf(nil, "internal error: %v", p), 500))
		}
	}()
	return work()
}
