package assets

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"
)

const (
	maxEarlier   = 256 // files of earlier releases that stay available to open pages
	maxEncodings = 16  // of one file
)

var errBetweenReleases = errors.New(manifestName + ": is between two releases; if it stays so, a run was interrupted: pack again")

// A state is what a Site serves at a time. It does not change.
type state struct {
	release   *Release
	resources map[string]*resource // by path of URLs
	hashed    []*resource          // those of this release, then those of earlier ones
	stable    []fileState          // the manifest and all other files with stable names
}

// A resource is a file with its encodings.
type resource struct {
	contentType     string
	cacheControl    string
	paths           [2]string // of URLs: as the manifest says, and as the file's name
	identity        representation
	encoded         []representation // smallest first
	deltas          []representation // in the order of the manifest
	useAsDictionary string           // the field; "" if browsers do not keep the file as a dictionary
}

// A representation is a file in one encoding.
type representation struct {
	coding     string // "" for identity
	file       string
	size       int64
	tag        string // strong, with its quotation marks
	content    []byte // of a file with a stable name; nil if the file is opened for each request
	dictionary string // of a delta: the Available-Dictionary that it is for
}

// load reads the release in a file system. Hashed files of an earlier state that are not in the release stay available
// while they exist. With an earlier state to go on with, a release whose pages are just being replaced is an error.
func load(files fs.FS, earlier *state) (*state, error) {
	l := loader{files: files, state: &state{resources: make(map[string]*resource)}}
	text, err := l.read(manifestName, manifestLimit)
	if err != nil {
		return nil, err
	}
	m, err := parseManifest(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", manifestName, err)
	}
	if earlier != nil && len(m.Next) > 0 {
		return nil, errBetweenReleases
	}
	l.state.release = newRelease(m, text)
	if err := l.addRelease(m, text); err != nil {
		return nil, err
	}
	if earlier != nil {
		for _, res := range earlier.hashed {
			l.addEarlier(res)
		}
	}
	return l.state, nil
}

// isOutdated reports whether a file with a stable name was replaced or written to.
func (s *state) isOutdated(files fs.FS) bool {
	return slices.ContainsFunc(s.stable, func(f fileState) bool { return !f.isCurrent(files) })
}

type loader struct {
	files   fs.FS
	state   *state
	earlier int // files of earlier releases
}

func (l *loader) addRelease(m *manifest, text []byte) error {
	for _, file := range distinct(append(m.files(), pointers(m.Next)...)) {
		if file.hasStableName() {
			content, err := l.read(file.Path, stableLimit)
			if err != nil {
				return err
			}
			// While a release is being switched, the file has the content of either one, and no digest.
			if file.SHA256 != "" && digest(content) != file.SHA256 {
				return fmt.Errorf("%s: is not the file in the manifest: pack the release again, or copy all of its files", file.Path)
			}
			l.add(inMemory(file.Path, file.URL, file.Type, file.CacheControl, content))
			continue
		}
		res := hashedResource(file)
		if err := l.expect(res); err != nil {
			return err
		}
		l.state.hashed = append(l.state.hashed, res)
		l.add(res)
	}
	var pages []*resource
	for _, page := range m.Pages {
		content, err := l.read(page.Path, stableLimit)
		if err != nil {
			return err
		}
		pages = append(pages, inMemory(page.Path, page.URL, page.Type, page.CacheControl, content))
		l.add(pages[len(pages)-1])
	}
	l.add(inMemory(manifestName, m.Base+manifestName, "application/json", revalidated, text))
	l.addLedger(m, text)
	l.addDirectory(m.Base, pages)
	return nil
}

// distinct returns each path once. A stable name with two contents, as while a release is being switched, loses its
// digest.
func distinct(files []*File) []*File {
	var all []*File
	byPath := make(map[string]int)
	for _, file := range files {
		i, found := byPath[file.Path]
		if !found {
			byPath[file.Path] = len(all)
			all = append(all, file)
		} else if all[i].hasStableName() && all[i].SHA256 != file.SHA256 {
			either := *all[i]
			either.SHA256 = ""
			all[i] = &either
		}
	}
	return all
}

func pointers(files []File) []*File {
	all := make([]*File, len(files))
	for i := range files {
		all[i] = &files[i]
	}
	return all
}

// add makes a resource available at the path of its URL, and at that of its name: which one is requested depends on
// whether http.StripPrefix is in front.
func (l *loader) add(res *resource) {
	for _, p := range res.paths {
		if _, taken := l.state.resources[p]; !taken {
			l.state.resources[p] = res
		}
	}
}

// addDirectory makes index.html, or the only page, available as the directory itself.
func (l *loader) addDirectory(base string, pages []*resource) {
	for _, page := range pages {
		if page.identity.file != "index.html" && len(pages) > 1 {
			continue
		}
		for _, p := range []string{"/", pathOf(base)} {
			if _, taken := l.state.resources[p]; !taken {
				l.state.resources[p] = page
			}
		}
	}
}

// addEarlier adds a hashed file of an earlier release if it is still there: open pages refer to it.
func (l *loader) addEarlier(res *resource) {
	if l.earlier == maxEarlier || l.state.resources[res.paths[0]] != nil || l.expect(res) != nil {
		return
	}
	l.earlier++
	l.state.hashed = append(l.state.hashed, res)
	l.add(res)
}

func hashedResource(file *File) *resource {
	res := &resource{
		contentType:  file.Type,
		cacheControl: file.CacheControl,
		paths:        [2]string{pathOf(file.URL), "/" + file.Path},
		identity:     representation{file: file.Path, size: file.Bytes, tag: tagOf(file.SHA256)},
	}
	for _, e := range file.Encodings {
		res.encoded = append(res.encoded, representation{coding: e.Encoding, file: e.Path, size: e.Bytes, tag: tagOf(e.SHA256)})
	}
	res.addDeltas(file)
	slices.SortStableFunc(res.encoded, func(a, b representation) int { return cmp.Compare(a.size, b.size) })
	return res
}

func inMemory(name, address, contentType, cacheControl string, content []byte) *resource {
	return &resource{
		contentType:  contentType,
		cacheControl: cacheControl,
		paths:        [2]string{pathOf(address), "/" + name},
		identity:     representation{file: name, size: int64(len(content)), tag: tagOf(digest(content)), content: content},
	}
}

// expect returns an error unless all files of a resource are there, with their sizes.
func (l *loader) expect(res *resource) error {
	for _, rep := range slices.Concat([]representation{res.identity}, res.encoded, res.deltas) {
		info, err := fs.Stat(l.files, rep.file)
		if err != nil {
			return err
		}
		if err := rep.check(info); err != nil {
			return err
		}
	}
	return nil
}

// check returns an error if a file cannot be the one in the manifest.
func (r *representation) check(info fs.FileInfo) error {
	switch {
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s: is not a regular file", r.file)
	case info.Size() != r.size:
		return fmt.Errorf("%s: has %d bytes, but the manifest says %d: pack the release again, or copy all of its files", r.file, info.Size(), r.size)
	}
	return nil
}

// read returns the content of a file with a stable name.
func (l *loader) read(name string, limit int64) ([]byte, error) {
	// Opening a FIFO would wait for its writer.
	if info, err := fs.Stat(l.files, name); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: is not a regular file", name)
	}
	file, err := l.files.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	var content bytes.Buffer
	if _, err := io.Copy(&content, io.LimitReader(file, limit+1)); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if int64(content.Len()) > limit {
		return nil, fmt.Errorf("%s: has more than %d bytes", name, limit)
	}
	l.state.stable = append(l.state.stable, fileState{name, info})
	return content.Bytes(), nil
}

func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// tagOf returns the entity tag of a content: 128 bits distinguish the contents of a URL.
func tagOf(sha256 string) string {
	return `"` + sha256[:32] + `"`
}

// pathOf returns the path at which a URL of a release is requested: "https://cdn.example/a/app.wasm" and
// "/a/app.wasm" at "/a/app.wasm"; a relative one from "/".
func pathOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "/"
	}
	cleaned := path.Clean("/" + u.Path)
	if strings.HasSuffix(u.Path, "/") && cleaned != "/" {
		cleaned += "/"
	}
	return cleaned
}
