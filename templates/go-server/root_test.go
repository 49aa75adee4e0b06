//go:build go1.24 && unix

package assets

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"
)

// Links are followed. An os.Root follows none out of the directory.
func TestFollowsLinksAsTheFileSystemDoes(t *testing.T) {
	d := newDraft("/a/", "one")
	directory, elsewhere := t.TempDir(), t.TempDir()
	publish(t, directory, d.fs())
	name := d.bundle["loader"].(map[string]any)["path"].(string)
	if err := os.Rename(filepath.Join(directory, name), filepath.Join(elsewhere, name)); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(elsewhere, name), filepath.Join(directory, name)); err != nil {
		t.Fatal(err)
	}
	site, err := Open(os.DirFS(directory))
	if err != nil {
		t.Fatal(err)
	}
	expectStatus(t, get(site, d.path("loader")), http.StatusOK)

	root, err := os.OpenRoot(directory)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if _, err := Open(root.FS()); err == nil {
		t.Error("a link out of the directory is followed")
	}
	if err := os.Remove(filepath.Join(directory, name)); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(elsewhere, name), filepath.Join(directory, name)); err != nil {
		t.Fatal(err)
	}
	inside, err := Open(root.FS())
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"wasm", "loader"} {
		response := get(inside, d.path(kind), "Accept-Encoding", "identity")
		expectStatus(t, response, http.StatusOK)
		expectFields(t, response, "ETag", tagOfContent(bodyOf(t, response)))
	}
}
