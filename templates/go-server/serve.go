package assets

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// ServeHTTP responds with the file of the release whose URL was requested, or with 404. It looks names up in the
// manifest: no path of a request reaches the file system.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w, end := bypass(w)
	s.respond(w, r)
	end()
}

func (s *Site) respond(w http.ResponseWriter, r *http.Request) {
	var res *resource
	isRead := r.Method == http.MethodGet || r.Method == http.MethodHead
	if isRead {
		res = s.requested(r)
	}
	addVary(w.Header(), res.varies())
	if !isRead {
		w.Header().Set("Allow", "GET, HEAD")
		fail(w, http.StatusMethodNotAllowed, "Only GET and HEAD are allowed.")
		return
	}
	if res == nil {
		fail(w, http.StatusNotFound, "No file of the release has this path. The manifest lists the files.")
		return
	}
	if isEncoded(w) {
		s.serveForEncoder(w, r, res)
		return
	}
	chosen := res.chooseDelta(r.Header)
	if chosen == nil {
		chosen = res.choose(r.Header.Values("Accept-Encoding"))
	}
	s.serve(w, r, res, chosen)
}

// requested returns the file with the path of a request, or nil.
func (s *Site) requested(r *http.Request) *resource {
	name := r.URL.Path
	if !strings.HasPrefix(name, "/") { // behind StripPrefix("/assets/")
		name = "/" + name
	}
	return s.follow().resources[name]
}

// serveForEncoder sends a file as it is to middleware that encodes it. Size, tags and ranges would be those of other
// bytes.
func (s *Site) serveForEncoder(w http.ResponseWriter, r *http.Request, res *resource) {
	content, err := s.open(&res.identity)
	if err != nil {
		s.failToOpen(w, err)
		return
	}
	defer content.Close()
	header := w.Header()
	header.Set("Content-Type", res.contentType)
	res.setCaching(header)
	header.Set("X-Content-Type-Options", "nosniff")
	if r.Method != http.MethodHead {
		io.CopyN(w, content, res.identity.size)
	}
}

func (s *Site) serve(w http.ResponseWriter, r *http.Request, res *resource, chosen *representation) {
	header := w.Header()
	if match := r.Header.Values("If-Match"); len(match) > 0 && !listsTag(strings.Join(match, ", "), chosen.tag, false) {
		fail(w, http.StatusPreconditionFailed, "The ETag has changed.")
		return
	}
	if match := r.Header.Values("If-None-Match"); len(match) > 0 && listsTag(strings.Join(match, ", "), chosen.tag, true) {
		res.setCaching(header)
		header.Set("ETag", chosen.tag)
		w.WriteHeader(http.StatusNotModified)
		return
	}

	part, outcome := byteRange{0, chosen.size}, rangeIgnored
	if r.Method == http.MethodGet && chosen.coding == "" {
		part, outcome = requestedRange(r, chosen)
	}
	if outcome == rangeUnsatisfiable {
		header.Set("Content-Range", fmt.Sprintf("bytes */%d", chosen.size))
		fail(w, http.StatusRequestedRangeNotSatisfiable, "The range is outside the file.")
		return
	}
	content, err := s.open(chosen)
	if err != nil && chosen.coding != "" {
		// A copy may just be replaced; the file itself never changes.
		s.errors.Print(err)
		instead := &res.identity
		if chosen.dictionary != "" {
			instead = res.choose(r.Header.Values("Accept-Encoding"))
		}
		s.serve(w, r, res, instead)
		return
	}
	if err != nil {
		s.failToOpen(w, err)
		return
	}
	defer content.Close()
	if err := skip(content, part.first); err != nil {
		s.failToOpen(w, err)
		return
	}

	header.Set("Content-Type", res.contentType)
	res.setCaching(header)
	header.Set("ETag", chosen.tag)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Content-Length", strconv.FormatInt(part.length, 10))
	if chosen.coding != "" {
		header.Set("Content-Encoding", chosen.coding)
	} else {
		header.Set("Accept-Ranges", "bytes")
		if s.marksIdentity || !isServers(w) {
			header.Set("Content-Encoding", "identity")
		}
	}
	status := http.StatusOK
	if outcome == rangeSatisfiable {
		status = http.StatusPartialContent
		header.Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", part.first, part.first+part.length-1, chosen.size))
	}
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		// An error is the client's, which left, or that of a file that was truncated: then net/http notices that bytes are
		// missing, and ends the connection.
		io.CopyN(w, content, part.length)
	}
}

// requestedRange returns the part of a representation that is requested. A Range is of no use for encoded content: it
// would count encoded bytes.
func requestedRange(r *http.Request, chosen *representation) (byteRange, rangeOutcome) {
	all := byteRange{0, chosen.size}
	value := r.Header.Values("Range")
	if len(value) == 0 {
		return all, rangeIgnored
	}
	// The tag must be strong and the same (RFC 9110, section 13.1.5). A date never is, because there is no Last-Modified.
	if condition := r.Header.Values("If-Range"); len(condition) > 0 && trim(strings.Join(condition, ", ")) != chosen.tag {
		return all, rangeIgnored
	}
	part, outcome := parseRange(strings.Join(value, ", "), chosen.size)
	if outcome == rangeIgnored {
		return all, rangeIgnored
	}
	return part, outcome
}

// setCaching sets the fields that say what clients keep the file for.
func (r *resource) setCaching(header http.Header) {
	header.Set("Cache-Control", r.cacheControl)
	if r.useAsDictionary != "" {
		header.Set("Use-As-Dictionary", r.useAsDictionary)
	}
}

var (
	byEncoding   = []string{"Accept-Encoding"}
	byDictionary = []string{"Accept-Encoding", "Available-Dictionary"}
)

// varies returns the fields of requests by which responses differ, also if there is no file.
func (r *resource) varies() []string {
	if r != nil && r.isDictionary() {
		return byDictionary
	}
	return byEncoding
}

// addVary adds fields to what middleware may have listed already.
func addVary(header http.Header, fields []string) {
	missing := make([]string, 0, len(byDictionary))
	for _, field := range fields {
		if !listsField(header.Values("Vary"), field) {
			missing = append(missing, field)
		}
	}
	if len(missing) > 0 {
		header.Add("Vary", strings.Join(missing, ", "))
	}
}

func listsField(values []string, field string) bool {
	return slices.ContainsFunc(values, func(value string) bool {
		return strings.Contains(strings.ToLower(value), strings.ToLower(field))
	})
}

// open opens the content of a representation, if it is still the one in the manifest.
func (s *Site) open(rep *representation) (io.ReadCloser, error) {
	if rep.content != nil {
		return memory{bytes.NewReader(rep.content)}, nil
	}
	file, err := s.files.Open(rep.file)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil {
		err = rep.check(info)
	}
	if err != nil {
		file.Close()
		return nil, err
	}
	return file, nil
}

// memory is an open file that was read before.
type memory struct{ *bytes.Reader }

func (memory) Close() error { return nil }

// skip moves a content to an offset.
func skip(content io.Reader, offset int64) error {
	if offset == 0 {
		return nil
	}
	if seeker, ok := content.(io.Seeker); ok {
		_, err := seeker.Seek(offset, io.SeekStart)
		return err
	}
	_, err := io.CopyN(io.Discard, content, offset)
	return err
}

// failToOpen responds for a file that the manifest lists, but that is not there any more, or is unreadable.
func (s *Site) failToOpen(w http.ResponseWriter, err error) {
	s.errors.Print(err)
	if errors.Is(err, fs.ErrNotExist) {
		fail(w, http.StatusNotFound, "The file is missing.")
		return
	}
	fail(w, http.StatusInternalServerError, "The file cannot be read.")
}

// fail responds without a file: with a text for a person, which nothing may cache.
func fail(w http.ResponseWriter, status int, text string) {
	header := w.Header()
	header.Set("Content-Type", "text/plain; charset=utf-8")
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	io.WriteString(w, text+"\n")
}
