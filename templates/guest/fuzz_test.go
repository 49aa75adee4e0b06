package guesthost

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"
)

// everyFunction is a guest with one entry for each function of the host that
// takes numbers. The entry passes the words at 0 of its input.
func everyFunction() (r Release, entries int) {
	a := newGuest(true)
	x := a.importExchange()
	word := func(at int64) code { return seq(i32(at), loadWord) }
	var calls []code
	for _, f := range append(append([]hostFunction(nil), wasi...), exchange...) {
		if f.name == "proc_exit" || f.name == "sched_yield" {
			continue
		}
		module := wasiModule
		if f.name == "input" || f.name == "output" || f.name == "fail" || f.name == "data" {
			module = exchangeModule
		}
		call := a.importFunction(module, f.name, f.params, f.results)
		var arguments code
		for n, letter := range []byte(f.params) {
			arguments = seq(arguments, word(int64(4*n)))
			if letter == 'I' {
				arguments = append(arguments, 0xad) // i64.extend_i32_u
			}
		}
		if f.results != "" {
			call = seq(call, drop)
		}
		calls = append(calls, seq(i32(0), i32(0), i32(64), x.input, drop, arguments, call, i32(0)))
	}
	for n, body := range calls {
		a.entry(fmt.Sprint("f", n), 0, body)
	}
	a.addEcho(x)
	return a.release(), len(calls)
}

var fuzzHost = sync.OnceValues(func() (*Host, error) {
	config := testConfig()
	config.Timeout, config.Snapshot = 20*time.Millisecond, true
	config.Env = []string{"A=b"}
	config.Data = func(context.Context, string, string) ([]byte, error) { return []byte("value"), nil }
	r, _ := everyFunction()
	return NewRelease(background, config, r)
})

// FuzzHostFunctions calls host functions with all kinds of numbers. Whatever
// they are, the call ends with an output or a known error, and the next works.
func FuzzHostFunctions(f *testing.F) {
	_, entries := everyFunction()
	edges := []uint32{0, 1, 8, 2*pageBytes - 1, 2 * pageBytes, 1 << 31, ^uint32(0), 0x05555556, 0x20000000}
	for n := range entries {
		for _, a := range edges {
			for _, b := range edges {
				f.Add(byte(n), a, b, b, a, []byte{})
			}
		}
	}
	f.Fuzz(func(t *testing.T, function byte, a, b, c, d uint32, more []byte) {
		h, err := fuzzHost()
		if err != nil {
			t.Fatal(err)
		}
		in := binary.LittleEndian.AppendUint32(nil, a)
		in = binary.LittleEndian.AppendUint32(in, b)
		in = binary.LittleEndian.AppendUint32(in, c)
		in = append(binary.LittleEndian.AppendUint32(in, d), more[:min(len(more), 48)]...)
		_, err = h.Invoke(background, fmt.Sprint("f", int(function)%entries), "a", in)
		var trap *Trap
		if errors.As(err, &trap) && !is(err, ErrTimeout) && !is(err, ErrProtocol) && !is(err, ErrTooBig) {
			t.Fatalf("%#v", trap)
		}
		if err != nil && control.MatchString(err.Error()) {
			t.Fatalf("%q", err)
		}
	})
}

// FuzzPointerGuest returns any pointers by the convention of pointers.
func FuzzPointerGuest(f *testing.F) {
	f.Add(uint32(64), uint64(64<<32|5), []byte("input"))
	f.Add(^uint32(0), ^uint64(0), []byte("input"))
	f.Add(uint32(2*pageBytes-5), uint64(2*pageBytes-5)<<32|5, []byte("input"))
	f.Fuzz(func(t *testing.T, pointer uint32, result uint64, in []byte) {
		a := newGuest(true)
		a.function("alloc", "i", "i", 0, i32(int64(pointer)))
		a.function("attack", "ii", "I", 0, i64(int64(result)))
		a.entries = []Entry{{"attack", Pointer}}
		h, err := NewRelease(background, testConfig(), a.release())
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = h.Close() }()
		out, err := h.Invoke(background, "attack", "a", in)
		from, length := result>>32, result&(1<<32-1)
		good := from+length <= 2*pageBytes && (len(in) == 0 || pointer != 0 && uint64(pointer)+uint64(len(in)) <= 2*pageBytes)
		if good != (err == nil) || good && uint64(len(out)) != length || !good && !is(err, ErrProtocol) && !is(err, ErrTooBig) {
			t.Fatalf("alloc %#x, result %#x, %d bytes: %d bytes, %v", pointer, result, len(in), len(out), err)
		}
	})
}
