package assets

import (
	"io"
	"io/fs"
	"log"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/fstest"
	"time"
)

// noSeekFS hides that files can be sought, as some file systems do.
type noSeekFS struct {
	fstest.MapFS
	seekable bool
}

func (f noSeekFS) Open(name string) (fs.File, error) {
	file, err := f.MapFS.Open(name)
	if err != nil || f.seekable {
		return file, err
	}
	return struct{ fs.File }{file}, nil
}

func logTo(w io.Writer) *log.Logger { return log.New(w, "", 0) }

// layer is a ResponseWriter of middleware.
type layer struct{ http.ResponseWriter }

func (l layer) Unwrap() http.ResponseWriter { return l.ResponseWriter }

// An identity response says so inside middleware, or the middleware would encode it.
func TestMarksIdentityInsideMiddleware(t *testing.T) {
	d := newDraft("/a/", "one")
	site, _ := open(t, d)
	marked, _ := open(t, d, MarkIdentity())
	wrapped := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { site.ServeHTTP(layer{w}, r) })
	unknown := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		site.ServeHTTP(struct{ http.ResponseWriter }{w}, r) // without Unwrap
	})
	timed := http.TimeoutHandler(site, time.Hour, "")
	for path, handler := range map[string]http.Handler{
		d.path("wasm"): wrapped, "/a/": wrapped, "/a/wasmpair.json": marked, d.path("shim"): unknown, d.path("loader"): timed,
	} {
		expectFields(t, get(handler, path), "Content-Encoding", "identity")
	}
	expectFields(t, get(wrapped, d.path("wasm"), "Accept-Encoding", "br"), "Content-Encoding", "br")
	expectFields(t, get(site, d.path("wasm")), "Content-Encoding", "")
	expectFields(t, get(wrapped, "/absent"), "Content-Encoding", "")
}

// What middleware encodes in any case has no size, no tag and no ranges: they would be those of other bytes.
func TestGivesMiddlewareWhatItEncodesInAnyCase(t *testing.T) {
	d := newDraft("/a/", "one")
	site, _ := open(t, d)
	encoder := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Add("Vary", "Accept-Encoding")
		site.ServeHTTP(w, r)
	})
	response := get(encoder, d.path("wasm"), "Accept-Encoding", "br, gzip", "Range", "bytes=0-1", "If-None-Match", "*")
	expectStatus(t, response, http.StatusOK)
	expectFields(t, response, "Content-Encoding", "gzip", "Content-Length", "", "ETag", "", "Accept-Ranges", "", "Content-Range", "", "Vary", "Accept-Encoding")
	if string(bodyOf(t, response)) != string(d.content("wasm", "")) {
		t.Error("not the file as it is")
	}
}

func TestAddsToVary(t *testing.T) {
	site, _ := open(t, newDraft("/a/", "one"))
	for before, after := range map[string]string{"Origin": "Origin | Accept-Encoding", "Cookie, accept-encoding": "Cookie, accept-encoding", "*": "* | Accept-Encoding"} {
		handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Vary", before)
			site.ServeHTTP(w, r)
		})
		expectFields(t, get(handler, "/a/"), "Vary", after)
	}
}

// Deadlines of an http.ResponseController reach the connection, and the file the connection's ReadFrom.
func TestLeavesTheConnectionToTheResponseController(t *testing.T) {
	d := newDraft("/a/", "one")
	site, _ := open(t, d)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		controller := http.NewResponseController(layer{w})
		if err := controller.SetWriteDeadline(time.Now().Add(time.Hour)); err != nil {
			t.Error(err)
		}
		site.ServeHTTP(layer{w}, r)
		if err := controller.Flush(); err != nil {
			t.Error(err)
		}
	}))
	defer server.Close()
	response, err := http.Get(server.URL + d.path("loader"))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	expectStatus(t, response, http.StatusOK)
	if string(bodyOf(t, response)) != string(d.content("loader", "")) {
		t.Error("other bytes")
	}
}
