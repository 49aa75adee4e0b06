package assets

import (
	"net/http"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// A sink is a client that keeps nothing. It has no ReadFrom, so that the copy needs a buffer.
type sink struct {
	header http.Header
	bytes  int64
}

func (s *sink) Header() http.Header { return s.header }
func (s *sink) WriteHeader(int)     {}
func (s *sink) Write(p []byte) (int, error) {
	s.bytes += int64(len(p))
	return len(p), nil
}

// requestLimit is the memory that a request may take, whatever the size of the file.
const requestLimit = 64 << 10 // bytes

func TestARequestTakesLittleMemory(t *testing.T) {
	const size = 20 << 20 // bytes
	directory := t.TempDir()
	d := newDraft("/a/", "one")
	d.bundle["wasm"] = d.hashed("large", "wasm", "application/wasm", strings.Repeat("0123456789abcdef", size/16), "br")
	earlier := strings.Repeat("earlier ", size/8)
	d.withDeltas([]string{earlier}, "dcb")
	publish(t, directory, d.fs())
	for name, options := range map[string][]Option{"that looks": {CheckEvery(0)}, "that does not look": {CheckEvery(-1)}} {
		site, err := Open(os.DirFS(directory), options...)
		if err != nil {
			t.Fatal(err)
		}
		for _, fields := range []http.Header{{}, {"Accept-Encoding": {"gzip, br"}}, {"Accept-Encoding": {"br, dcb"}, "Available-Dictionary": {having(earlier)}}, {"Range": {"bytes=1000-"}}} {
			request, err := http.NewRequest(http.MethodGet, d.path("wasm"), http.NoBody)
			if err != nil {
				t.Fatal(err)
			}
			request.Header = fields
			const requests = 20
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			for range requests {
				w := &sink{header: make(http.Header)}
				site.ServeHTTP(w, request)
				if w.bytes < size/10 {
					t.Fatal("not the file")
				}
			}
			runtime.ReadMemStats(&after)
			got := (after.TotalAlloc - before.TotalAlloc) / requests
			if got > requestLimit {
				t.Errorf("a request %s with %v takes %d bytes", name, fields, got)
			}
			t.Logf("%s, %v: %d bytes", name, fields, got)
		}
	}
}

// What a Site holds does not grow with the hashed files: they are opened for each request.
func TestHoldsNoHashedFileInMemory(t *testing.T) {
	d := newDraft("/a/", "two").withDeltas([]string{"one"}, "dcb")
	site, _ := open(t, d)
	for path, res := range site.current.Load().resources {
		for _, rep := range slices.Concat([]representation{res.identity}, res.encoded, res.deltas) {
			if held := rep.content != nil; held != (res.cacheControl == revalidated) {
				t.Errorf("%s: held in memory: %v", path, held)
			}
		}
	}
}

func BenchmarkServe(b *testing.B) {
	d := newDraft("/a/", "one")
	site, _ := open(b, d, CheckEvery(-1))
	request, err := http.NewRequest(http.MethodGet, d.path("wasm"), http.NoBody)
	if err != nil {
		b.Fatal(err)
	}
	request.Header.Set("Accept-Encoding", "gzip, deflate, br, zstd")
	b.ReportAllocs()
	for i := 0; i < b.N; i++ {
		site.ServeHTTP(&sink{header: make(http.Header)}, request)
	}
}
