package guesthost

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/tetratelabs/wazero/api"
)

const (
	maxKey     = 4 << 10
	maxFailure = 4 << 10
	noData     = ^uint32(0)
)

// runHandle calls an entry that fetches its input and delivers its output by
// host functions. It returns 0 if the output is complete.
func (c *call) runHandle(name string) error {
	results, err := c.instance.module.ExportedFunction(name).Call(c.ctx, uint64(len(c.in)))
	if err != nil {
		return err
	}
	if uint32(results[0]) != 0 {
		c.failed = true
	}
	return nil
}

// runPointer calls an entry that takes and returns pointers. Nothing that the
// guest returns is used before it is checked against the memory as it is then.
func (c *call) runPointer(name string) error {
	size := uint64(len(c.in))
	results, err := c.instance.module.ExportedFunction("alloc").Call(c.ctx, max(size, 1))
	if err != nil {
		return err
	}
	to := uint32(results[0])
	memory := c.instance.module.Memory()
	if size > 0 && (to == 0 || !memory.Write(to, c.in)) {
		return &halt{kind: ErrProtocol, cause: fmt.Sprintf("alloc(%d) returned %#x; memory has %#x bytes", size, to, memory.Size())}
	}
	if results, err = c.instance.module.ExportedFunction(name).Call(c.ctx, uint64(to), size); err != nil {
		return err
	}
	from, length := uint32(results[0]>>32), uint32(results[0])
	if uint64(length) > uint64(c.host.config.MaxOutput) {
		return &halt{kind: ErrTooBig, cause: fmt.Sprintf("the output has %d bytes; the limit is %d", length, c.host.config.MaxOutput)}
	}
	view, ok := memory.Read(from, length)
	if !ok {
		return &halt{kind: ErrProtocol, cause: fmt.Sprintf("the output is %d bytes at %#x; memory has %#x bytes", length, from, memory.Size())}
	}
	c.out = append(c.out, view...)
	return nil
}

// exchange are the functions of the import module "wasmpair". Parameters of
// type i32 have undefined upper halves.
var exchange = []hostFunction{
	{"input", "iii", "i", func(c *call, m api.Memory, a []uint64) uint32 {
		return c.giveInput(m, uint32(a[0]), uint32(a[1]), uint32(a[2]))
	}},
	{"output", "ii", "", func(c *call, m api.Memory, a []uint64) uint32 {
		c.takeOutput(m, uint32(a[0]), uint32(a[1]))
		return 0
	}},
	{"fail", "ii", "", func(c *call, m api.Memory, a []uint64) uint32 {
		c.takeFailure(m, uint32(a[0]), uint32(a[1]))
		return 0
	}},
	{"data", "iiii", "i", func(c *call, m api.Memory, a []uint64) uint32 {
		return c.giveData(m, uint32(a[0]), uint32(a[1]), uint32(a[2]), uint32(a[3]))
	}},
}

// mustServe refuses what makes sense only during a call: an instance that is
// started ahead belongs to no tenant yet.
func (c *call) mustServe(function string) {
	if !c.serving {
		stop(ErrProtocol, "%s was called before the entry", function)
	}
}

// view returns a piece of the guest's memory, valid until it runs again.
func view(m api.Memory, function string, from, n uint32) []byte {
	piece, ok := m.Read(from, n)
	if !ok {
		stop(ErrProtocol, "%s: %d bytes at %#x; memory has %#x bytes", function, n, from, m.Size())
	}
	return piece
}

// giveInput copies up to n bytes of input, beginning at from, to the guest.
func (c *call) giveInput(m api.Memory, to, from, n uint32) uint32 {
	c.mustServe("input")
	if uint64(from) >= uint64(len(c.in)) {
		return 0
	}
	n = min(n, uint32(len(c.in))-from)
	c.charge(unitsOf(n))
	copy(view(m, "input", to, n), c.in[from:])
	return n
}

// takeOutput appends to the output.
func (c *call) takeOutput(m api.Memory, from, n uint32) {
	c.mustServe("output")
	c.charge(unitsOf(n))
	piece := view(m, "output", from, n)
	if len(c.out)+len(piece) > c.host.config.MaxOutput {
		stop(ErrTooBig, "the output has more than %d bytes", c.host.config.MaxOutput)
	}
	c.out = append(c.out, piece...)
}

// takeFailure keeps the guest's own error. The first one counts.
func (c *call) takeFailure(m api.Memory, from, n uint32) {
	c.mustServe("fail")
	c.pause()
	piece := view(m, "fail", from, n)
	if !c.failed {
		c.failed = true
		c.failure = append([]byte(nil), piece[:min(len(piece), maxFailure)]...)
	}
}

// giveData copies a value to the guest if there is room, and returns its size.
// A guest that has too little room asks again; it then gets the same value.
func (c *call) giveData(m api.Memory, keyAt, keyLength, to, room uint32) uint32 {
	c.mustServe("data")
	if keyLength > maxKey {
		stop(ErrProtocol, "data: the key has %d bytes; the limit is %d", keyLength, maxKey)
	}
	c.charge(unitsOf(keyLength))
	key := string(view(m, "data", keyAt, keyLength))
	if !c.fetched || c.key != key {
		c.fetch(key)
	}
	if c.value == nil {
		return noData
	}
	size := uint32(len(c.value))
	if size <= room {
		c.charge(unitsOf(size))
		copy(view(m, "data", to, size), c.value)
	}
	return size
}

// fetch asks Config.Data, and others may compute in the meantime. It runs in a
// goroutine of its own so that one that hangs does not outlive the deadline.
func (c *call) fetch(key string) {
	c.fetched, c.key, c.value = true, key, nil
	if c.host.config.Data == nil {
		return
	}
	type answer struct {
		value []byte
		err   error
	}
	answers := make(chan answer, 1)
	ctx, tenant, data := c.ctx, c.tenant, c.host.config.Data
	var a answer
	c.offCore(func() {
		go func() {
			var a answer
			if err := guard(func() (err error) { a.value, err = data(ctx, tenant, key); return err }); err != nil {
				a.err = err
			}
			answers <- a
		}()
		select {
		case a = <-answers:
		case <-ctx.Done():
			a.err = ctx.Err()
		}
	})
	c.accept(key, a.value, a.err)
}

// accept keeps a value that Config.Data returned.
func (c *call) accept(key string, value []byte, err error) {
	quoted := printable([]byte(key), 100)
	switch {
	case c.ctx.Err() != nil:
		panic(&halt{kind: reason(c.ctx), cause: `while it waited for the data "` + quoted + `"`})
	case errors.Is(err, fs.ErrNotExist):
		return
	case err != nil:
		panic(&halt{kind: ErrData, cause: `"` + quoted + `": ` + printable([]byte(err.Error()), maxCauseLen), also: err})
	case len(value) > c.host.config.MaxData:
		stop(ErrTooBig, `the data "%s" has %d bytes; the limit is %d`, quoted, len(value), c.host.config.MaxData)
	}
	c.value = append([]byte{}, value...)
}
