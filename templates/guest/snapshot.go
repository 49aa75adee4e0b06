package guesthost

import (
	"context"
	"errors"
	"fmt"
)

// snapshot is the state of an instance after its initialization: its memory and
// its mutable globals. The packer has proven that there is nothing else.
type snapshot struct {
	memory  []byte
	globals []uint64
}

// takeSnapshot remembers the state of the first instance, after the call that
// warms it if there is one.
func (g *generation) takeSnapshot(ctx context.Context, first *instance) error {
	if warm := g.host.config.Warm; warm != nil {
		if err := g.warm(ctx, first, warm); err != nil && !errors.Is(err, ErrRefused) {
			return fmt.Errorf("guest: the call of Config.Warm failed: %w", err)
		}
	}
	memory := first.module.Memory()
	view, ok := memory.Read(0, memory.Size())
	if !ok {
		return fmt.Errorf("guest: %w: its memory cannot be read", ErrModule)
	}
	s := &snapshot{memory: append([]byte(nil), view...)}
	for _, global := range first.globals {
		s.globals = append(s.globals, global.Get())
	}
	g.snapshot = s
	return nil
}

func (g *generation) warm(ctx context.Context, first *instance, input []byte) error {
	ctx, cancel := context.WithTimeoutCause(ctx, g.host.config.StartTimeout, ErrTimeout)
	defer cancel()
	entry := g.release.Entries[0]
	c := g.newCall(entry.Name, "", input)
	defer c.logOutput()
	if err := c.begin(ctx); err != nil {
		return err
	}
	_, err := c.run(entry, first)
	return err
}

// become makes a new instance one that was initialized before.
func (i *instance) become(s *snapshot) error {
	missing := (len(s.memory) - i.size()) / pageBytes
	if missing > 0 {
		if _, ok := i.module.Memory().Grow(uint32(missing)); !ok {
			return &halt{kind: ErrMemory, cause: "no memory for the snapshot"}
		}
	}
	if !i.restore(s) {
		return &halt{kind: ErrModule, cause: "the snapshot does not fit"}
	}
	return nil
}

// restore puts memory and globals back. It reports false if memory has grown:
// WebAssembly cannot shrink it, and what lies behind would remain.
func (i *instance) restore(s *snapshot) bool {
	if i.size() != len(s.memory) || !i.module.Memory().Write(0, s.memory) {
		return false
	}
	for n, global := range i.globals {
		global.Set(s.globals[n])
	}
	if i.meter != nil {
		i.meter.Set(uint64(uint32(i.generation.release.Interval)))
	}
	if i.depth != nil {
		i.depth.Set(0)
	}
	return true
}
