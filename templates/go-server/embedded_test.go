package assets

import (
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
)

// This directory has no release.
func TestEmbeddedNeedsARelease(t *testing.T) {
	if _, err := Embedded(); err == nil || !strings.Contains(err.Error(), manifestName) {
		t.Errorf("Embedded: %v", err)
	}
	defer func() {
		if recover() == nil {
			t.Error("Current returns a release that is not there")
		}
	}()
	Current()
}

func TestHandlerIsASite(t *testing.T) {
	d := newDraft("/a/", "one")
	handler, err := Handler(d.fs(), MarkIdentity())
	if err != nil {
		t.Fatal(err)
	}
	response := get(handler, d.path("wasm"))
	expectStatus(t, response, http.StatusOK)
	expectFields(t, response, "Content-Encoding", "identity")
	if handler, err := Handler(fstest.MapFS{}); handler != nil || err == nil {
		t.Errorf("without a release: %v, %v", handler, err)
	}
}
