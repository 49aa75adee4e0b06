package guesthost

import "fmt"

// boundedLog keeps the beginning and the end of what a guest writes.
type boundedLog struct {
	limit int    // of head and tail together
	head  []byte // full before tail begins
	tail  []byte // a ring once it is full
	next  int    // where the ring continues
	total uint64
}

// add takes text; it copies no more than is kept.
func (l *boundedLog) add(text []byte) {
	l.total += uint64(len(text))
	half := l.limit / 2
	if room := half - len(l.head); room > 0 {
		n := min(room, len(text))
		l.head = append(l.head, text[:n]...)
		text = text[n:]
	}
	if half == 0 {
		return
	}
	text = text[max(0, len(text)-half):]
	if room := half - len(l.tail); room > 0 {
		n := min(room, len(text))
		l.tail = append(l.tail, text[:n]...)
		text = text[n:]
	}
	for len(text) > 0 {
		n := copy(l.tail[l.next:], text)
		l.next = (l.next + n) % len(l.tail)
		text = text[n:]
	}
}

// end returns the tail in its order.
func (l *boundedLog) end() []byte {
	return append(append([]byte(nil), l.tail[l.next:]...), l.tail[:l.next]...)
}

// dropped is the number of bytes between head and tail.
func (l *boundedLog) dropped() uint64 {
	return l.total - uint64(len(l.head)) - uint64(len(l.tail))
}

// first returns at most n bytes of the beginning.
func (l *boundedLog) first(n int) []byte { return l.head[:min(n, len(l.head))] }

// last returns at most n bytes of the end.
func (l *boundedLog) last(n int) []byte {
	end := l.end()
	if l.dropped() == 0 {
		end = append(append([]byte(nil), l.head...), end...)
	}
	return end[max(0, len(end)-n):]
}

// summary returns about n bytes of the beginning and of the end, escaped.
func (l *boundedLog) summary(n int) string {
	first, last := l.first(n), l.last(n)
	total := l.total
	if total <= uint64(len(first)+len(last)) {
		return printable(first, n) + printable(last[uint64(len(first)+len(last))-total:], n)
	}
	return printable(first, n) + fmt.Sprintf(" … %d bytes … ", total-uint64(len(first)+len(last))) + printable(last, n)
}

// logOutput writes one record with all that the guest wrote, escaped. It is one
// record, so a guest cannot flood a log with lines.
func (c *call) logOutput() {
	if c.log.total == 0 || c.host.config.MaxLog < 0 {
		return
	}
	text := printable(c.log.head, 4*c.log.limit)
	if dropped := c.log.dropped(); dropped > 0 {
		text += fmt.Sprintf(" … %d bytes … ", dropped)
	}
	text += printable(c.log.end(), 4*c.log.limit)
	c.host.config.Log.InfoContext(c.ctx, "guest output",
		"guest", c.generation.release.Name, "entry", c.entry, "tenant", c.tenant, "text", text)
}
