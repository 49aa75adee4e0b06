package guesthost

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// generation is one release that is compiled and ready to run.
type generation struct {
	host     *Host
	release  Release
	runtime  wazero.Runtime
	compiled wazero.CompiledModule
	snapshot *snapshot // nil without Config.Snapshot
	users    int       // calls that use it; guarded by Host.mu

	mu     sync.Mutex
	idle   []*instance
	closed bool

	ahead   context.Context // done when nothing is to be started ahead any more
	stop    context.CancelFunc
	wake    chan struct{}
	stopped sync.WaitGroup
}

func newGeneration(ctx context.Context, h *Host, r Release) (*generation, error) {
	if err := r.verify(); err != nil {
		return nil, err
	}
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2).
		WithCompilationCache(h.cache).
		WithMemoryLimitPages(uint32(h.config.MaxMemory / pageBytes)).
		WithCloseOnContextDone(r.Interval == 0)
	g := &generation{host: h, release: r, wake: make(chan struct{}, 1)}
	g.ahead, g.stop = context.WithCancel(h.abort)
	err := guard(func() error {
		g.runtime = wazero.NewRuntimeWithConfig(context.Background(), config)
		return g.prepare(ctx)
	})
	if err != nil {
		g.stop()
		if g.runtime != nil {
			g.closeAll()
		}
		return nil, err
	}
	return g, nil
}

// prepare compiles and links the module and proves that it starts.
func (g *generation) prepare(ctx context.Context) (err error) {
	g.compiled, err = g.runtime.CompileModule(ctx, g.release.Module)
	if err != nil {
		return fmt.Errorf("guest: %w: %s", ErrModule, printable([]byte(err.Error()), 300))
	}
	if err := g.link(ctx); err != nil {
		return err
	}
	first, err := g.startAlone(ctx)
	if err != nil {
		return fmt.Errorf("guest: the module does not start: %w", err)
	}
	if g.host.config.Snapshot {
		if err := g.takeSnapshot(ctx, first); err != nil {
			first.close()
			return err
		}
	}
	g.idle = append(g.idle, first)
	return nil
}

// startAlone starts an instance that no call waits for.
func (g *generation) startAlone(ctx context.Context) (*instance, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, g.host.config.StartTimeout, ErrTimeout)
	defer cancel()
	c := g.newCall("_initialize", "", nil)
	defer c.logOutput()
	if err := c.begin(ctx); err != nil {
		return nil, err
	}
	return c.start()
}

// take returns an instance for a call: an idle one, or a new one that is
// started at the call's expense.
func (g *generation) take(c *call) (*instance, error) {
	g.mu.Lock()
	if last := len(g.idle) - 1; last >= 0 {
		i := g.idle[last]
		g.idle[last] = nil
		g.idle = g.idle[:last]
		g.mu.Unlock()
		g.poke()
		return i, nil
	}
	g.mu.Unlock()
	g.poke()
	return c.start()
}

// giveBack makes an instance ready for another call if it can be put back to
// its snapshot, and closes it if not.
func (g *generation) giveBack(i *instance, err error) {
	if err == nil && g.snapshot != nil && i.restore(g.snapshot) && g.keep(i) {
		return
	}
	i.close()
}

// keep adds an idle instance unless the generation is closed.
func (g *generation) keep(i *instance) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return false
	}
	g.idle = append(g.idle, i)
	return true
}

func (g *generation) poke() {
	select {
	case g.wake <- struct{}{}:
	default:
	}
}

// startAhead begins to start instances ahead, unless there is no need to or the
// generation is retired already.
func (g *generation) startAhead() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.host.config.Prestart > 0 && !g.closed {
		g.stopped.Add(1)
		go g.keepReady(g.ahead)
	}
}

// keepReady keeps a number of instances ready until ctx ends.
func (g *generation) keepReady(ctx context.Context) {
	defer g.stopped.Done()
	for ctx.Err() == nil {
		if g.ready() >= g.host.config.Prestart {
			wait(ctx, g.wake, nil)
			continue
		}
		var i *instance
		err := guard(func() (err error) {
			i, err = g.startAlone(ctx)
			return err
		})
		switch {
		case ctx.Err() != nil && err != nil:
		case err != nil: // Calls start their own and report the reason.
			g.host.config.Log.Warn("guest: an instance could not be started ahead", "reason", err.Error())
			wait(ctx, nil, time.After(time.Second))
		case !g.keep(i):
			i.close()
		}
	}
}

func wait(ctx context.Context, wake <-chan struct{}, timer <-chan time.Time) {
	select {
	case <-ctx.Done():
	case <-wake:
	case <-timer:
	}
}

func (g *generation) ready() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.idle)
}

// retire ends the goroutine and frees the idle instances. Calls that still use
// the generation start instances of their own.
func (g *generation) retire() {
	g.mu.Lock()
	idle := g.idle
	g.idle, g.closed = nil, true
	g.mu.Unlock()
	for _, i := range idle {
		i.close()
	}
	g.stop()
	g.stopped.Wait()
}

// close frees everything. No call may use the generation any more.
func (g *generation) close() {
	g.retire()
	g.closeAll()
}

func (g *generation) closeAll() {
	for _, i := range g.idle {
		i.close()
	}
	g.idle = nil
	_ = g.runtime.Close(context.Background())
}
