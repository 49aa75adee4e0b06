package guesthost

import (
	"context"
	"errors"
	"time"
)

// Watch looks every interval whether the packer has published another release
// to a directory, and swaps the guest for it. A release that does not work is
// logged, once, and the present one stays. Watch returns when ctx ends or the
// host is closed; run it in a goroutine.
func (h *Host) Watch(ctx context.Context, directory string, interval time.Duration) error {
	ctx = orBackground(ctx)
	if interval <= 0 {
		interval = time.Second
	}
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	seen := h.Release().Digest
	var complaint string
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-h.abort.Done():
			return ErrClosed
		case <-ticker.C:
		}
		err := h.follow(ctx, directory, &seen)
		switch {
		case errors.Is(err, ErrClosed):
			return ErrClosed
		case err == nil:
			complaint = ""
		case err.Error() != complaint && ctx.Err() == nil:
			complaint = err.Error()
			h.config.Log.Error("guest: the published release cannot be used", "directory", directory, "reason", complaint)
		}
	}
}

// follow swaps to the published release if it is another one than was seen
// last. One that does not work is not compiled again.
func (h *Host) follow(ctx context.Context, directory string, seen *string) error {
	present := h.Release()
	published, err := readManifest(directory, present.Name)
	if err != nil || published.Wasm.SHA256 == *seen {
		return err
	}
	r, err := load(directory, present.Name)
	if err != nil {
		return err
	}
	*seen = r.Digest
	if r.Digest == present.Digest {
		return nil
	}
	if err := h.Swap(ctx, r); err != nil {
		return err
	}
	h.config.Log.Info("guest: swapped", "from", present.Digest, "to", r.Digest)
	return nil
}
