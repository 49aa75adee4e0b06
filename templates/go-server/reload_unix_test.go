//go:build unix

package assets

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A FIFO in place of a page, whose writer never comes, stops nobody.
func TestDoesNotWaitForAFIFO(t *testing.T) {
	directory := t.TempDir()
	publish(t, directory, newDraft("/a/", "one").fs())
	site, messages := follow(t, directory)
	page := filepath.Join(directory, "index.html")
	if err := os.Remove(page); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(page, 0o600); err != nil {
		t.Skip(err)
	}
	site.Release()
	if !strings.Contains(messages.String(), "index.html: is not a regular file") {
		t.Errorf("%s", messages)
	}
}
