package assets

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
)

// publish writes a release into a directory as wasmpair does: the manifest last, and each file by renaming it.
func publish(t testing.TB, directory string, files fstest.MapFS) {
	t.Helper()
	write := func(name string) {
		temporary := filepath.Join(directory, "."+name+".tmp")
		if err := os.WriteFile(temporary, files[name].Data, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(temporary, filepath.Join(directory, name)); err != nil {
			t.Fatal(err)
		}
	}
	for name := range files {
		if name != manifestName {
			write(name)
		}
	}
	write(manifestName)
}

// follow opens the release in a directory, to look for another one at each request.
func follow(t *testing.T, directory string) (*Site, *bytes.Buffer) {
	t.Helper()
	var messages bytes.Buffer
	site, err := Open(os.DirFS(directory), CheckEvery(0), ErrorLog(logTo(&messages)))
	if err != nil {
		t.Fatal(err)
	}
	return site, &messages
}

func TestFollowsReleasesAndKeepsEarlierFiles(t *testing.T) {
	directory := t.TempDir()
	var drafts []*draft
	var site *Site
	for i := range 4 {
		d := newDraft("/a/", fmt.Sprintf("release%d", i))
		drafts = append(drafts, d)
		publish(t, directory, d.fs())
		if site == nil {
			site, _ = follow(t, directory)
		}
		if got := site.Release().Bundle("app").Wasm.URL; got != d.path("wasm") {
			t.Errorf("release %d: %s", i, got)
		}
		if page := bodyOf(t, get(site, "/a/")); !strings.Contains(string(page), fmt.Sprintf("release%d", i)) {
			t.Errorf("release %d: the page is %q", i, page)
		}
		for _, earlier := range drafts {
			response := get(site, earlier.path("wasm"), "Accept-Encoding", "br")
			expectStatus(t, response, http.StatusOK)
			expectFields(t, response, "Cache-Control", immutable, "Content-Encoding", "br")
			if !bytes.Equal(bodyOf(t, response), earlier.content("wasm", "br")) {
				t.Errorf("release %d has other bytes", i)
			}
		}
	}
	gone := drafts[0].bundle["wasm"].(map[string]any)["path"].(string)
	if err := os.Remove(filepath.Join(directory, gone)); err != nil {
		t.Fatal(err)
	}
	publish(t, directory, newDraft("/a/", "last").fs())
	expectStatus(t, get(site, drafts[0].path("wasm")), http.StatusNotFound)
	expectStatus(t, get(site, drafts[1].path("wasm")), http.StatusOK)
	if site.current.Load().resources[drafts[0].path("wasm")] != nil {
		t.Error("a file that is gone is remembered")
	}
}

func TestKeepsTheLastReleaseWhileTheNextIsWrong(t *testing.T) {
	directory := t.TempDir()
	d := newDraft("/a/", "one")
	publish(t, directory, d.fs())
	site, messages := follow(t, directory)
	if err := os.WriteFile(filepath.Join(directory, manifestName), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		expectStatus(t, get(site, d.path("wasm")), http.StatusOK)
	}
	if n := strings.Count(messages.String(), "the last release stays in force"); n != 1 {
		t.Errorf("%d messages:\n%s", n, messages)
	}
	if err := os.Remove(filepath.Join(directory, manifestName)); err != nil {
		t.Fatal(err)
	}
	expectStatus(t, get(site, "/a/"), http.StatusOK)

	next := newDraft("/a/", "two")
	next.next = []map[string]any{d.bundle["wasm"].(map[string]any)}
	messages.Reset()
	publish(t, directory, next.fs())
	if site.Release().Bundle("app").Wasm.URL != d.path("wasm") || messages.Len() > 0 {
		t.Errorf("a release is served while it is published: %s", messages)
	}
	next.next = nil
	publish(t, directory, next.fs())
	expectStatus(t, get(site, next.path("wasm")), http.StatusOK)
	if site.Release().Bundle("app").Wasm.URL != next.path("wasm") {
		t.Error("the release is not followed")
	}
}

// Each remembered file costs a look at it when the next release is loaded.
func TestRemembersALimitedNumberOfEarlierFiles(t *testing.T) {
	directory := t.TempDir()
	d := newDraft("/a/", "one")
	for i := range maxEarlier + 50 {
		d.addAsset(fmt.Sprint(i), d.hashed("asset", "txt", "text/plain", fmt.Sprint(i)))
	}
	publish(t, directory, d.fs())
	site, _ := follow(t, directory)
	next := newDraft("/a/", "two")
	publish(t, directory, next.fs())
	site.Release()
	if got := len(site.current.Load().hashed); got != 3+maxEarlier {
		t.Errorf("%d hashed files are remembered", got)
	}
	expectStatus(t, get(site, d.path("wasm")), http.StatusOK) // the files of programs come first
}

// A page may change alone: its names stay.
func TestFollowsAPageThatChangesAlone(t *testing.T) {
	directory := t.TempDir()
	d := newDraft("/a/", "one")
	publish(t, directory, d.fs())
	site, _ := follow(t, directory)
	first := get(site, "/a/").Header.Get("ETag")
	files := d.fs()
	files["index.html"] = &fstest.MapFile{Data: []byte("<!doctype html>another")}
	publish(t, directory, files)
	if second := get(site, "/a/").Header.Get("ETag"); second == first {
		t.Error("another page with the same tag")
	}
}

func TestLooksNoMoreOftenThanItShould(t *testing.T) {
	for _, interval := range []time.Duration{-1, time.Hour} {
		directory := t.TempDir()
		d := newDraft("/a/", "one")
		publish(t, directory, d.fs())
		site, err := Open(os.DirFS(directory), CheckEvery(interval))
		if err != nil {
			t.Fatal(err)
		}
		publish(t, directory, newDraft("/a/", "two").fs())
		if site.Release().Bundle("app").Wasm.URL != d.path("wasm") {
			t.Errorf("%v: it looked", interval)
		}
	}
}

// Requests, pages and releases at once: no response mixes two releases, and whatever a release names is served.
func TestServesManyAtOnceWhileReleasesChange(t *testing.T) {
	const releases, clients = 20, 8
	directory := t.TempDir()
	drafts := make([]*draft, releases)
	for i := range drafts {
		drafts[i] = newDraft("/a/", fmt.Sprintf("release%d", i))
	}
	publish(t, directory, drafts[0].fs())
	site, messages := follow(t, directory)

	done := make(chan struct{})
	var group sync.WaitGroup
	for client := range clients {
		group.Add(1)
		go func() {
			defer group.Done()
			for {
				select {
				case <-done:
					return
				default:
				}
				program := site.Release().Bundle("app")
				for _, file := range []File{program.Wasm, program.Shim, program.Loader} {
					response := get(site, file.URL, "Accept-Encoding", []string{"br", "gzip", ""}[client%3])
					body := bodyOf(t, response)
					if tag := tagOfContent(body); response.StatusCode != http.StatusOK || response.Header.Get("ETag") != tag {
						t.Errorf("%s: %d, %s, but %s", file.URL, response.StatusCode, response.Header.Get("ETag"), tag)
						return
					}
				}
				page := get(site, "/a/")
				if tag := tagOfContent(bodyOf(t, page)); page.Header.Get("ETag") != tag {
					t.Errorf("a page under the tag of another: %s, not %s", page.Header.Get("ETag"), tag)
					return
				}
			}
		}()
	}
	for _, d := range drafts {
		publish(t, directory, d.fs())
	}
	close(done)
	group.Wait()
	if site.Release().Bundle("app").Wasm.URL != drafts[releases-1].path("wasm") {
		t.Error("the last release is not followed")
	}
	if messages.Len() > 0 {
		t.Error(messages)
	}
}
