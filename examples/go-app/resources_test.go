package resources

import (
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"example.com/go-app-resources/assets"
)

// The interface of go-app v10.
var _ interface{ Resolve(string) string } = (*Resources)(nil)

// RELEASE names a directory with the program "app" and the further file "logo.svg".
func TestResolvesToTheReleaseAndServesIt(t *testing.T) {
	site, err := assets.Open(os.DirFS(os.Getenv("RELEASE")))
	if err != nil {
		t.Fatal(err)
	}
	release := site.Release()
	resources := New(release, "app")
	for location, want := range map[string]string{
		"/web/app.wasm": release.Bundle("app").Wasm.URL, "/web/logo.svg": release.Asset("logo.svg").URL,
		"/web/absent.css": "/web/absent.css", "https://cdn.example/x.css": "https://cdn.example/x.css", "/app.css": "/app.css",
	} {
		if got := resources.Resolve(location); got != want {
			t.Errorf("%s: %s, want %s", location, got, want)
		}
	}
	redirect := httptest.NewRecorder()
	resources.ServeHTTP(redirect, httptest.NewRequest(http.MethodGet, "/wasm_exec.js", nil))
	if redirect.Code != http.StatusFound || redirect.Header().Get("Cache-Control") != "no-cache" {
		t.Errorf("%d, %v", redirect.Code, redirect.Header())
	}
	for _, location := range []string{redirect.Header().Get("Location"), resources.Resolve("/web/app.wasm"), resources.Resolve("/web/logo.svg")} {
		served := httptest.NewRecorder()
		site.ServeHTTP(served, httptest.NewRequest(http.MethodGet, location, nil))
		if served.Code != http.StatusOK {
			t.Errorf("%s: %d", location, served.Code)
		}
	}
}

func TestNeedsTheProgram(t *testing.T) {
	site, err := assets.Open(os.DirFS(os.Getenv("RELEASE")))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if recover() == nil {
			t.Error("a program that the release does not have")
		}
	}()
	New(site.Release(), "other")
}
