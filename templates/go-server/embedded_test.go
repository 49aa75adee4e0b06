package assets

import (
	"bytes"
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
	files := d.fs()
	var messages bytes.Buffer
	handler, err := Handler(files, ErrorLog(logTo(&messages)))
	if err != nil {
		t.Fatal(err)
	}
	expectStatus(t, get(handler, d.path("wasm")), http.StatusOK)
	delete(files, d.bundle["wasm"].(map[string]any)["path"].(string))
	expectStatus(t, get(handler, d.path("wasm")), http.StatusNotFound)
	if messages.Len() == 0 {
		t.Error("the options are not those of the handler")
	}
	if handler, err := Handler(fstest.MapFS{}); handler != nil || err == nil {
		t.Errorf("without a release: %v, %v", handler, err)
	}
}
