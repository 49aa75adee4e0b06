package guesthost

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"sync"
	"testing"
	"time"
)

// TestRelease starts the guest of this package and calls every entry with input
// that it does not expect. Whatever it makes of it, the host returns an output or
// one of its errors.
func TestRelease(t *testing.T) {
	release, err := published()
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("no module is embedded, and none is published to this directory")
	} else if err != nil {
		t.Fatal(err)
	}
	host, err := NewRelease(context.Background(), Config{NoCache: true, Timeout: 5 * time.Second, QueueTimeout: time.Hour}, release)
	if err != nil {
		t.Fatal(err)
	}
	known := []error{ErrTimeout, ErrMemory, ErrTooBig, ErrTrap, ErrExited, ErrProtocol, ErrRefused}
	var calls sync.WaitGroup
	for _, entry := range release.Entries {
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
	if _, err := host.Invoke(context.Background(), release.Entries[0].Name, "tenant", nil); !errors.Is(err, ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
}

// published is the embedded release, or the one that is published to this directory.
func published() (Release, error) {
	if release := Embedded(); len(release.Module) > 0 {
		return release, nil
	}
	return Load(".")
}
