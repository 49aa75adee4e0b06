package guesthost

import (
	"runtime"
	"time"
)

// settle adds the units that the guest has counted since the last time, and
// makes the meter full again. The meter may be below zero: a charge for a large
// copy can be more than what was left.
func (c *call) settle() {
	if c.instance == nil || c.instance.meter == nil {
		return
	}
	interval := int64(c.generation.release.Interval)
	left := int64(int32(uint32(c.instance.meter.Get())))
	if used := interval - left; used > 0 {
		c.work += uint64(used)
	}
	c.instance.meter.Set(uint64(interval))
}

// charge counts work that a host function does for the guest. The module has
// counted the call itself.
func (c *call) charge(units uint64) {
	c.work += units
	c.pause()
}

// unitsOf is what copying n bytes counts, as for the guest's own copies.
func unitsOf(n uint32) uint64 { return uint64(n) >> 4 }

// schedulerTurn is how long a guest computes before other goroutines of the
// process may run: Go cannot preempt the code of a guest.
const schedulerTurn = time.Millisecond

// pause is where a guest can be interrupted: each host function calls it.
func (c *call) pause() {
	c.checkLimits()
	if !c.onCore {
		return
	}
	switch now := time.Now(); {
	case now.After(c.sliceEnd):
		c.makeRoom()
	case now.After(c.turnEnd):
		c.yield()
	}
}

// yield lets other goroutines run, such as those that serve requests.
func (c *call) yield() {
	runtime.Gosched()
	c.turnEnd = time.Now().Add(schedulerTurn)
}

// checkLimits ends the guest if it has used up its time or its budget. The
// deadline is compared with the clock, because the timer of a context may be
// late on a machine whose cores all run guests.
func (c *call) checkLimits() {
	c.checkBudget()
	if c.ctx.Err() != nil {
		panic(&halt{kind: reason(c.ctx), cause: "it was interrupted"})
	}
	if !c.deadline.IsZero() && time.Now().After(c.deadline) {
		panic(&halt{kind: errDeadline, cause: "it was interrupted"})
	}
}

// checkBudget ends a guest that did too much. Initialization does not count: it
// may have happened ahead of the call.
func (c *call) checkBudget() {
	budget := c.host.config.Budget
	if budget > 0 && c.work > budget && c.serving {
		stop(ErrBudget, "more than %d units", budget)
	}
}

// makeRoom lets others compute at the end of a slice.
func (c *call) makeRoom() {
	if !c.host.cores.wanted() {
		c.yield()
		c.sliceEnd = time.Now().Add(c.host.config.Slice)
		return
	}
	c.told.Preempted++
	c.offCore(func() {})
}

// offCore gives the place to compute in to others during wait.
func (c *call) offCore(wait func()) {
	if !c.onCore {
		wait()
		return
	}
	c.dropCore()
	wait()
	if err := c.takeCore(); err != nil {
		panic(err)
	}
}
