package assets

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
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
