//go:build unix

package guesthost

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestLoadRefusesPipes: a pipe in the place of the manifest, or of the module
// that it names, is refused instead of waited for.
func TestLoadRefusesPipes(t *testing.T) {
	for _, name := range []string{ManifestName, "version.wasm"} {
		directory := t.TempDir()
		if name != ManifestName {
			publish(t, directory, versionGuest(1), func(g *manifestGuest) { g.Wasm.Path = name })
		}
		if err := syscall.Mkfifo(filepath.Join(directory, name), 0o600); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() {
			_, err := load(directory, "test")
			ended <- err
		}()
		select {
		case err := <-ended:
			if err == nil || !strings.Contains(err.Error(), "not a regular file") {
				t.Errorf("%s: %v", name, err)
			}
		case <-time.After(30 * time.Second):
			t.Fatalf("%s: load waits", name)
		}
	}
}
