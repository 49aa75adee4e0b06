package guesthost

import (
	"bytes"
	"context"
	"errors"
	"sync"
	"testing"
	"time"
)

// TestRelease starts the embedded guest and calls every entry with input that it
// does not expect. Whatever it makes of it, the host returns an output or one
// of its errors.
func TestRelease(t *testing.T) {
	if len(Embedded().Module) == 0 {
		t.Skip("no module is embedded")
	}
	host, err := New(context.Background(), Config{NoCache: true, Timeout: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	known := []error{ErrTimeout, ErrMemory, ErrTooBig, ErrTrap, ErrExited, ErrProtocol, ErrRefused}
	var calls sync.WaitGroup
	for _, entry := range Embedded().Entries {
		for _, in := range [][]byte{nil, {0}, []byte("{}"), bytes.Repeat([]byte{0xff}, 1000)} {
			calls.Add(1)
			go func() {
				defer calls.Done()
				_, err := host.Invoke(context.Background(), entry.Name, "tenant", in)
				for _, kind := range known {
					if err == nil || errors.Is(err, kind) {
						return
					}
				}
				t.Errorf("%s: %v", entry.Name, err)
			}()
		}
	}
	calls.Wait()
	if err := host.Close(); err != nil {
		t.Error(err)
	}
	if _, err := host.Invoke(context.Background(), Embedded().Entries[0].Name, "tenant", nil); !errors.Is(err, ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
}
