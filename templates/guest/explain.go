package guesthost

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/tetratelabs/wazero/sys"
)

const (
	maxFrames   = 40
	maxLogPart  = 2 << 10
	maxCauseLen = 300
)

// reason says why a context ended, as an error that matches the caller's
// context too.
func reason(ctx context.Context) error {
	cause := context.Cause(ctx)
	switch {
	case errors.Is(cause, ErrClosed):
		return ErrClosed
	case errors.Is(cause, ErrTimeout), errors.Is(ctx.Err(), context.DeadlineExceeded):
		return errDeadline
	case cause != nil && cause != ctx.Err():
		return fmt.Errorf("%w%w", context.Canceled, silent{cause})
	default:
		return context.Canceled
	}
}

// errDeadline is ErrTimeout with the context's own error.
var errDeadline = fmt.Errorf("%w%w", ErrTimeout, silent{context.DeadlineExceeded})

// silent is an error that errors.Is finds, but that adds no text.
type silent struct{ error }

func (silent) Error() string   { return "" }
func (s silent) Unwrap() error { return s.error }

// explain makes a Trap of what ended the guest.
func (c *call) explain(err error, i *instance) error {
	t := &Trap{
		Kind: ErrTrap, Entry: c.entry, Tenant: c.tenant, Digest: c.generation.release.Digest,
		Stack: stackOfTrap(err), Log: c.log.summary(maxLogPart),
	}
	var h *halt
	var exit *sys.ExitError
	switch {
	case errors.As(err, &h):
		t.Kind, t.Cause, t.also, t.Exit = h.kind, h.cause, h.also, h.exit
	case errors.As(err, &exit) && c.ctx.Err() != nil:
		t.Kind, t.Cause = reason(c.ctx), "it was interrupted"
	default:
		t.Cause = firstLine(err)
	}
	if i != nil && t.Kind == ErrTrap && i.tooDeep() {
		t.Cause = fmt.Sprintf("too deep: more than %d counted calls", c.generation.release.Depth)
	} else if (t.Kind == ErrTrap || t.Kind == ErrExited) && c.outOfMemory(i) {
		t.also = t.Kind
		t.Kind = ErrMemory
	}
	return t
}

// outOfMemory tells whether a guest stopped for want of memory. WebAssembly
// does not say so: growing fails, and what follows is the guest's choice. So
// this is a guess, from Go's message and from how much of the memory is used.
func (c *call) outOfMemory(i *instance) bool {
	if bytes.Contains(c.log.first(200), []byte("out of memory")) {
		return true
	}
	limit := c.host.config.MaxMemory
	if pages := c.generation.release.MemoryPages; pages > 0 {
		limit = min(limit, int(pages)*pageBytes)
	}
	return i != nil && i.size() > limit-limit/8 && limit > 16*pageBytes
}

// firstLine returns wazero's reason for a trap.
func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	line = strings.TrimPrefix(line, "wasm error: ")
	return printable([]byte(strings.TrimSuffix(line, " (recovered by wazero)")), maxCauseLen)
}

// stackOfTrap reads the list of functions that wazero adds to an error.
func stackOfTrap(err error) (frames []string) {
	_, text, _ := strings.Cut(err.Error(), "wasm stack trace:\n\t")
	text, _, _ = strings.Cut(text, "\n\n")
	for line := range strings.SplitSeq(text, "\n\t") {
		if line == "" || len(frames) == maxFrames {
			break
		}
		frames = append(frames, printable([]byte(line), 200))
	}
	return frames
}
