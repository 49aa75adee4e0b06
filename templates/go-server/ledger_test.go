package assets

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
)

// withLedger puts the manifest of a release into the ledger of its files, too: its entry.
func withLedger(d *draft) ledgerEntry {
	entry := ledgerEntryOf(digest(d.manifest()))
	d.files[entry.Manifest] = d.fs()[manifestName]
	return entry
}

func TestServesTheLedger(t *testing.T) {
	first, second := newDraft("/a/", "first"), newDraft("/a/", "second")
	entry := withLedger(first)
	second.previous = []ledgerEntry{entry}
	second.files[entry.Manifest] = first.files[entry.Manifest]
	own := withLedger(second)
	site, messages := open(t, second)
	for _, name := range []string{entry.Manifest, own.Manifest} {
		for _, path := range []string{"/a/" + name, "/" + name} {
			response := get(site, path, "Accept-Encoding", "br")
			expectStatus(t, response, http.StatusOK)
			expectFields(t, response, "Content-Type", "application/json", "Cache-Control", immutable, "Content-Encoding", "")
			if !bytes.Equal(bodyOf(t, response), second.files[name].Data) {
				t.Errorf("%s has other bytes", path)
			}
		}
	}
	if messages.Len() > 0 {
		t.Error(messages)
	}
}

// Pages that were opened before a server was started again refer to earlier releases, too.
func TestServesTheReleasesOfTheLedger(t *testing.T) {
	first, second, third := newDraft("/a/", "one"), newDraft("/a/", "two").withDeltas([]string{"one"}, "dcb"), newDraft("/b/", "three")
	gone := newDraft("/a/", "gone")
	first.addAsset("robots.txt", first.describe("robots.txt", "text/plain", revalidated, "User-agent: *\n"))
	for _, earlier := range []*draft{second, first, gone} {
		third.previous = append(third.previous, withLedger(earlier))
		for name, file := range earlier.files {
			if name != "index.html" {
				third.files[name] = file
			}
		}
	}
	delete(third.files, gone.bundle["wasm"].(map[string]any)["path"].(string))
	site, messages := open(t, third)
	for _, d := range []*draft{first, second, third} {
		for _, kind := range []string{"wasm", "shim", "loader"} {
			response := get(site, d.path(kind))
			expectStatus(t, response, http.StatusOK)
			expectFields(t, response, "Cache-Control", immutable, "ETag", tagOfContent(d.content(kind, "")))
		}
	}
	expectFields(t, get(site, second.path("wasm"), "Accept-Encoding", "dcb", "Available-Dictionary", having("one")), "Content-Encoding", "dcb")
	for _, path := range []string{gone.path("wasm"), "/a/robots.txt", "/a/", "/a/index.html"} {
		expectStatus(t, get(site, path), http.StatusNotFound)
	}
	if messages.Len() > 0 {
		t.Error(messages)
	}
}

// What the ledger names may come from anywhere, as the manifest itself.
func TestServesNoHostileReleaseOfTheLedger(t *testing.T) {
	d, earlier := newDraft("/a/", "two"), newDraft("/a/", "one")
	earlier.bundle["wasm"].(map[string]any)["path"] = "secret"
	earlier.bundle["wasm"].(map[string]any)["cacheControl"] = "public"
	earlier.bundle["wasm"].(map[string]any)["type"] = "text/html\r\nX: y"
	d.previous = []ledgerEntry{withLedger(earlier)}
	for name, file := range earlier.files {
		d.files[name] = file
	}
	d.files["secret"] = earlier.files[pathOf(earlier.path("wasm"))[len("/a/"):]]
	site, _ := open(t, d)
	for _, path := range []string{earlier.path("wasm"), earlier.path("shim"), "/secret"} {
		expectStatus(t, get(site, path), http.StatusNotFound)
	}
	expectStatus(t, get(site, d.path("wasm")), http.StatusOK)
}

func TestServesALimitedNumberOfFilesOfTheLedger(t *testing.T) {
	d, earlier := newDraft("/a/", "two"), newDraft("/a/", "one")
	for i := range maxEarlier {
		earlier.addAsset(fmt.Sprint(i), earlier.hashed("asset", "txt", "text/plain", fmt.Sprint(i)))
	}
	d.previous = []ledgerEntry{withLedger(earlier)}
	for name, file := range earlier.files {
		d.files[name] = file
	}
	site, _ := open(t, d)
	if got := len(site.current.Load().hashed); got != 3+1+maxEarlier { // with the earlier manifest
		t.Errorf("%d hashed files are served", got)
	}
	expectStatus(t, get(site, earlier.path("wasm")), http.StatusOK) // the files of programs come first
}

func TestReadsALimitedLedger(t *testing.T) {
	d := newDraft("/a/", "last")
	for i := range ledgerLimit/manifestLimit + 1 {
		text := newDraft("/a/", fmt.Sprint(i)).manifest()
		text = append(text, bytes.Repeat([]byte(" "), manifestLimit-len(text))...)
		entry := ledgerEntryOf(digest(text))
		d.previous = append(d.previous, entry)
		d.files[entry.Manifest] = &fstest.MapFile{Data: text}
	}
	site, _ := open(t, d)
	for i, entry := range d.previous {
		status := http.StatusOK
		if i == ledgerLimit/manifestLimit {
			status = http.StatusNotFound
		}
		expectStatus(t, get(site, "/a/"+entry.Manifest), status)
	}
}

func TestServesNoOtherLedger(t *testing.T) {
	d := newDraft("/a/", "word")
	absent, damaged := newDraft("/a/", "absent"), newDraft("/a/", "damaged")
	for _, other := range []*draft{absent, damaged} {
		d.previous = append(d.previous, withLedger(other))
	}
	d.files[d.previous[1].Manifest] = absent.files[d.previous[0].Manifest]
	own := withLedger(d)
	d.files[own.Manifest] = damaged.files[d.previous[1].Manifest]
	site, _ := open(t, d)
	for _, name := range []string{d.previous[0].Manifest, d.previous[1].Manifest, own.Manifest, ledgerEntryOf(strings.Repeat("0", 64)).Manifest} {
		expectStatus(t, get(site, "/a/"+name), http.StatusNotFound)
	}
}
