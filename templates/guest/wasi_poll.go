package guesthost

import (
	"encoding/binary"
	"math"
	"runtime"
	"time"

	"github.com/tetratelabs/wazero/api"
)

// Sizes and places of the records of poll_oneoff:
//
//	subscription = userdata:u64 tag:u8 @16 clock:u32 @24 timeout:u64 @40 flags:u16
//	event        = userdata:u64 error:u16 type:u8
const (
	subscriptionBytes = 48
	eventBytes        = 32
	maxSubscriptions  = 128
	tagClock          = 0
	absoluteTime      = 1
)

// poll waits for the earliest clock. Files are never ready: they are reported
// at once, as not open. A sleeping guest does not hold a core, and wakes when
// its time is up.
func (c *call) poll(m api.Memory, in, out, count, countAt uint32) uint32 {
	c.pause()
	if count == 0 || count > maxSubscriptions {
		return wasiInvalid
	}
	view, ok := m.Read(in, count*subscriptionBytes)
	if !ok {
		return wasiFault
	}
	// A copy, because events may be written over the subscriptions.
	list := append([]byte(nil), view...)
	delays, earliest := c.delays(list)
	c.sleep(earliest)

	var events uint32
	for n, delay := range delays {
		if delay > earliest {
			continue
		}
		subscription := list[n*subscriptionBytes:]
		event := make([]byte, eventBytes)
		copy(event, subscription[:8])
		if tag := subscription[8]; tag != tagClock {
			event[8], event[10] = wasiBadFile, tag
		}
		if !m.Write(out+events*eventBytes, event) {
			return wasiFault
		}
		events++
	}
	return put32(m, countAt, events)
}

// delays returns how long each subscription waits, and the least of them.
func (c *call) delays(list []byte) (delays []time.Duration, earliest time.Duration) {
	earliest = math.MaxInt64
	for ; len(list) > 0; list = list[subscriptionBytes:] {
		var delay time.Duration
		if list[8] == tagClock {
			delay = c.delay(
				binary.LittleEndian.Uint32(list[16:]),
				binary.LittleEndian.Uint64(list[24:]),
				binary.LittleEndian.Uint16(list[40:])&absoluteTime != 0)
		}
		delays = append(delays, delay)
		earliest = min(earliest, delay)
	}
	return delays, earliest
}

func (c *call) delay(clock uint32, timeout uint64, absolute bool) time.Duration {
	if absolute {
		timeout -= min(timeout, c.clock(clock))
	}
	return time.Duration(min(timeout, math.MaxInt64))
}

// sleep lets others compute for a time. It ends the guest when its time is up.
func (c *call) sleep(delay time.Duration) {
	if delay <= 0 {
		runtime.Gosched()
		return
	}
	timer := time.NewTimer(delay)
	defer timer.Stop()
	c.offCore(func() {
		select {
		case <-timer.C:
		case <-c.ctx.Done():
		}
	})
	c.checkLimits()
}
