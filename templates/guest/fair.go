package guesthost

import (
	"container/list"
	"context"
	"sync"
	"sync/atomic"
)

// turns hands out a number of places. While all are taken, callers wait in one
// line per tenant, and lines take turns: a tenant with a thousand callers gets
// a place no more often than a tenant with one.
type turns struct {
	perTenant int // places that one tenant may hold
	perLine   int // callers that may wait in one line; 0 or less: none

	waiting atomic.Int64 // callers in all lines

	mu     sync.Mutex
	free   int
	shut   bool
	lines  map[string]*line // only tenants that hold a place or wait
	onTurn list.List        // of *line that have callers and may hold one more place
}

// line is what one tenant holds and waits for.
type line struct {
	tenant  string
	held    int
	callers list.List     // of *caller
	turn    *list.Element // in turns.onTurn, or nil
}

// caller waits until done is closed; then refused says why it has no place.
type caller struct {
	done    chan struct{}
	refused error
}

const unlimited = int(^uint(0) >> 1)

func newTurns(places, perTenant, perLine int) *turns {
	return &turns{free: places, perTenant: perTenant, perLine: perLine, lines: map[string]*line{}}
}

// enter waits for a place. It returns ErrBusy if the line is full, ErrClosed
// after close, or ctx.Err().
func (t *turns) enter(ctx context.Context, tenant string) error {
	t.mu.Lock()
	if t.shut {
		t.mu.Unlock()
		return ErrClosed
	}
	l := t.line(tenant)
	if t.free > 0 && l.held < t.perTenant && l.callers.Len() == 0 {
		t.free--
		l.held++
		t.mu.Unlock()
		return nil
	}
	if l.callers.Len() >= t.perLine {
		t.forget(l)
		t.mu.Unlock()
		return ErrBusy
	}
	me := &caller{done: make(chan struct{})}
	element := l.callers.PushBack(me)
	t.waiting.Add(1)
	t.enlist(l)
	t.mu.Unlock()

	select {
	case <-me.done:
		return me.refused
	case <-ctx.Done():
		return t.giveUp(ctx, l, element)
	}
}

// giveUp takes a caller out of its line. If it got a place at this very moment,
// the place goes to the next one.
func (t *turns) giveUp(ctx context.Context, l *line, element *list.Element) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	me := element.Value.(*caller)
	select {
	case <-me.done:
		if me.refused == nil {
			t.release(l)
		}
	default:
		l.callers.Remove(element)
		t.waiting.Add(-1)
		t.enlist(l)
		t.forget(l)
	}
	return ctx.Err()
}

// leave gives a place back.
func (t *turns) leave(tenant string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.release(t.lines[tenant])
}

// wanted reports whether someone waits.
func (t *turns) wanted() bool { return t.waiting.Load() > 0 }

// close refuses everyone who waits or will come.
func (t *turns) close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.shut = true
	for _, l := range t.lines {
		for l.callers.Len() > 0 {
			t.next(l).refuse(ErrClosed)
		}
		t.enlist(l)
		t.forget(l)
	}
}

func (c *caller) refuse(err error) {
	c.refused = err
	close(c.done)
}

func (t *turns) line(tenant string) *line {
	l := t.lines[tenant]
	if l == nil {
		l = &line{tenant: tenant}
		t.lines[tenant] = l
	}
	return l
}

func (t *turns) release(l *line) {
	l.held--
	t.free++
	t.enlist(l)
	for t.free > 0 && t.onTurn.Len() > 0 {
		first := t.onTurn.Front().Value.(*line)
		t.onTurn.Remove(first.turn)
		first.turn = nil
		first.held++
		t.free--
		close(t.next(first).done)
		t.enlist(first) // behind all others
	}
	t.forget(l)
}

// next takes the first caller out of a line.
func (t *turns) next(l *line) *caller {
	t.waiting.Add(-1)
	return l.callers.Remove(l.callers.Front()).(*caller)
}

// enlist makes a line take part in the turns exactly while it can use one.
func (t *turns) enlist(l *line) {
	able := l.callers.Len() > 0 && l.held < t.perTenant
	switch {
	case able && l.turn == nil:
		l.turn = t.onTurn.PushBack(l)
	case !able && l.turn != nil:
		t.onTurn.Remove(l.turn)
		l.turn = nil
	}
}

// forget drops a tenant that holds nothing, so that names leave nothing behind.
func (t *turns) forget(l *line) {
	if l.held == 0 && l.callers.Len() == 0 {
		delete(t.lines, l.tenant)
	}
}
