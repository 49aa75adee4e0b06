// Package assets serves a release of wasmpair from a Go server, exactly as `wasmpair serve` does: each file in the
// encoding that the client accepts, or as the difference to an earlier one that it has, under a strong ETag of its own,
// cached for as long as its name is valid.
//
//	site, err := assets.Open(os.DirFS("dist"))
//	if err != nil {
//		log.Fatal(err)
//	}
//	http.Handle("/assets/", site)
//
// A [Site] is the handler, and follows its directory: when a new release is packed into it, the next request gets the
// new one. A [Release] is one state of it, which does not change. It has the URLs for a page, and a page takes all of
// them from one release, so that they belong together:
//
//	func page(w http.ResponseWriter, r *http.Request) {
//		release := site.Release()
//		w.Header().Set("Content-Security-Policy", release.Policy())
//		template.Execute(w, release) // {{.Head}}, {{(.Bundle "app").Wasm.URL}}, {{(.Asset "logo.png").URL}}
//	}
//
// The handler finds a file by the URL that the manifest gives it, and by its name: it works under the base with which
// the release was packed, and under any other prefix behind [http.StripPrefix].
//
// Mount the handler outside of middleware that compresses, or inside: of the usual ones, only that of gorilla/handlers
// must exclude it. See the documentation of wasmpair on Go servers.
package assets

import (
	"io/fs"
	"log"
	"net/http"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// A Site serves the release in a file system. It is safe for concurrent use.
type Site struct {
	files         fs.FS
	interval      time.Duration
	errors        *log.Logger
	marksIdentity bool

	current atomic.Pointer[state]
	start   time.Time
	checked atomic.Int64 // when the files were last looked at: nanoseconds since start

	following sync.Mutex // guards what is below
	problem   string     // what was last reported
}

// An Option changes how a [Site] works.
type Option func(*Site)

// CheckEvery sets how often a Site looks whether there is a new release: with a request, but not before this time has
// passed since the last look. The default is a second; 0 is for each request, and a negative duration for never.
func CheckEvery(interval time.Duration) Option {
	return func(s *Site) { s.interval = interval }
}

// ErrorLog sets where a Site reports files that it cannot read, and releases that it cannot load. The default is the
// standard logger of package log.
func ErrorLog(logger *log.Logger) Option {
	return func(s *Site) { s.errors = logger }
}

// MarkIdentity labels every unencoded response with "Content-Encoding: identity", because what compresses leaves
// responses with a Content-Encoding alone. A Site does so by itself inside middleware. The option is for what cannot be
// seen from a handler: a proxy that compresses.
func MarkIdentity() Option {
	return func(s *Site) { s.marksIdentity = true }
}

// Open loads the release in a file system, such as os.DirFS("dist"). The error names the file if the release is
// incomplete, or if its manifest is not one.
//
// Of the files, only the manifest and those with stable names, such as index.html, are held in memory. All others are
// opened for each request.
func Open(files fs.FS, options ...Option) (*Site, error) {
	s := &Site{files: files, interval: time.Second, errors: log.Default(), start: time.Now()}
	for _, option := range options {
		option(s)
	}
	first, err := load(files, nil)
	if err != nil {
		return nil, err
	}
	s.current.Store(first)
	return s, nil
}

// Handler is Open for servers that need nothing but the handler.
func Handler(files fs.FS, options ...Option) (http.Handler, error) {
	s, err := Open(files, options...)
	if err != nil {
		return nil, err
	}
	return s, nil
}

// Release returns the release that is served now.
func (s *Site) Release() *Release {
	return s.follow().release
}

// follow returns what is to be served now, after a look at the files if it is time for one. Whoever comes while
// somebody else looks does not wait.
func (s *Site) follow() *state {
	if s.interval < 0 || !s.isDue() || !s.following.TryLock() {
		return s.current.Load()
	}
	defer s.following.Unlock()
	if !s.isDue() {
		return s.current.Load()
	}
	s.checked.Store(int64(time.Since(s.start)))
	current := s.current.Load()
	if !current.isOutdated(s.files) {
		return current
	}
	next, err := load(s.files, current)
	if err != nil {
		s.report(err)
		return current
	}
	s.problem = ""
	s.current.Store(next)
	return next
}

func (s *Site) isDue() bool {
	return int64(time.Since(s.start))-s.checked.Load() >= int64(s.interval)
}

// report logs why the last release stays in force, once for each reason. A run that is just being published is none.
func (s *Site) report(err error) {
	if err == errBetweenReleases || err.Error() == s.problem {
		return
	}
	s.problem = err.Error()
	s.errors.Printf("the last release stays in force: %v", err)
}

// A fileState records a file, to notice when it is replaced or written to.
type fileState struct {
	name string
	info fs.FileInfo
}

func (f fileState) isCurrent(files fs.FS) bool {
	info, err := fs.Stat(files, f.name)
	if err != nil || info.Size() != f.info.Size() || !info.ModTime().Equal(f.info.ModTime()) {
		return false
	}
	// Where there are inodes, two files with the same size and time differ in them.
	return !os.SameFile(f.info, f.info) || os.SameFile(f.info, info)
}
