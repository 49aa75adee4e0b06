package assets

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	manifestName  = "wasmpair.json"
	manifestLimit = 16 << 20 // bytes
	stableLimit   = 16 << 20 // bytes of a file that is held in memory
	revalidated   = "no-cache"
)

// A File is a file of the release, as the manifest describes it.
type File struct {
	Path         string      `json:"path"` // the file's name
	URL          string      `json:"url"`
	Type         string      `json:"type"`      // its media type
	Bytes        int64       `json:"bytes"`     // its size without encoding
	SHA256       string      `json:"sha256"`    // in hexadecimal digits
	Integrity    string      `json:"integrity"` // for the attribute of the same name: "sha384-…"
	CacheControl string      `json:"cacheControl"`
	Encodings    []Encoding  `json:"encodings"`
	Dictionary   *Dictionary `json:"dictionary,omitempty"` // nil if browsers do not keep the file as one
	Deltas       []Delta     `json:"deltas,omitempty"`     // from earlier releases, the last one first
}

// An Encoding is a copy of a file in a content coding.
type Encoding struct {
	Encoding string `json:"encoding"` // "br", "gzip" or "zstd"
	Path     string `json:"path"`
	Bytes    int64  `json:"bytes"`
	SHA256   string `json:"sha256"`
}

// A Program is a bundle of the release: a module, the wasm_exec.js that fits it, and what loads both.
type Program struct {
	Name   string `json:"-"`
	Pair   string `json:"pair"` // the digest of module and wasm_exec.js together
	Wasm   File   `json:"wasm"`
	Shim   File   `json:"shim"` // wasm_exec.js
	Loader File   `json:"loader"`
	Runner *File  `json:"runner"` // for command-line programs; nil with a loader of your own
}

// A manifest is wasmpair.json, version 1.
type manifest struct {
	Version int                 `json:"version"`
	Base    string              `json:"base"`
	Bundles map[string]*Program `json:"bundles"`
	Guests  map[string]struct {
		Wasm File `json:"wasm"`
	} `json:"guests"`
	Pages []struct {
		Path         string `json:"path"`
		URL          string `json:"url"`
		Type         string `json:"type"`
		CacheControl string `json:"cacheControl"`
	} `json:"pages"`
	Assets   []asset       `json:"assets"`
	Previous []ledgerEntry `json:"previous"`
	Next     []File        `json:"next"` // while a run replaces pages: the files of the next release that this one lacks
}

type asset struct {
	Name string `json:"name"`
	File
}

// parseManifest reads a manifest, which may come from anywhere: what it returns names only plain files, and its texts
// may stand in header fields, in URLs and in policies.
func parseManifest(text []byte) (*manifest, error) {
	var m manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, fmt.Errorf("is not a manifest: %w", err)
	}
	if m.Version != 1 {
		return nil, fmt.Errorf("is version %d of the manifest; this package reads version 1: use the wasmpair that wrote it", m.Version)
	}
	if !isBase(m.Base) {
		return nil, fmt.Errorf("base: %q is not a prefix of URLs", m.Base)
	}
	if len(m.Bundles) > 16_000 || len(m.Guests) > 1_000 || len(m.Pages) > 64_000 || len(m.Assets) > 16_000 || len(m.Previous) > 1_000 || len(m.Next) > 48_000 {
		return nil, errors.New("lists more files than any release has")
	}
	for _, entry := range m.Previous {
		if err := entry.check(); err != nil {
			return nil, err
		}
	}
	for name, program := range m.Bundles {
		if program == nil || !isPrintable(name) {
			return nil, fmt.Errorf("bundles: %q is not a bundle", name)
		}
		program.Name = name
	}
	for _, file := range m.files() {
		if err := file.check(m.Base); err != nil {
			return nil, err
		}
	}
	for i := range m.Next { // the next release may have another base
		file := &m.Next[i]
		if err := file.check(file.URL[:strings.LastIndexByte(file.URL, '/')+1]); err != nil {
			return nil, err
		}
	}
	for _, page := range m.Pages {
		if !isFileName(page.Path) || !isURLIn(m.Base, page.URL) || !isFieldValue(page.Type) || page.CacheControl != revalidated {
			return nil, fmt.Errorf("pages: %q is not a page", page.Path)
		}
	}
	return &m, nil
}

// files returns the files of this release, some of them more than once.
func (m *manifest) files() []*File {
	var all []*File
	for _, program := range m.Bundles {
		all = append(all, &program.Wasm, &program.Shim, &program.Loader)
		if program.Runner != nil {
			all = append(all, program.Runner)
		}
	}
	for _, guest := range m.Guests {
		all = append(all, &guest.Wasm)
	}
	for i := range m.Assets {
		all = append(all, &m.Assets[i].File)
	}
	return all
}

func (f *File) check(base string) error {
	switch {
	case !isFileName(f.Path):
		return fmt.Errorf("%q is not a plain file name", f.Path)
	case !isBase(base) || !isURLIn(base, f.URL):
		return fmt.Errorf("%s: %q is not the base and the name of a file", f.Path, f.URL)
	case !isFieldValue(f.Type) || !isFieldValue(f.CacheControl):
		return fmt.Errorf("%s: has no media type, or no Cache-Control", f.Path)
	case !isSize(f.Bytes) || !isSHA256(f.SHA256) || !isIntegrity(f.Integrity):
		return fmt.Errorf("%s: has no size, or no digests", f.Path)
	case strings.Contains(f.CacheControl, "immutable") && !isHashed(f.Path):
		return fmt.Errorf("%s: is immutable, but its name has no hash", f.Path)
	case len(f.Encodings) > maxEncodings:
		return fmt.Errorf("%s: has too many encodings", f.Path)
	}
	for _, e := range f.Encodings {
		if !isFileName(e.Path) || !isSize(e.Bytes) || !isSHA256(e.SHA256) || !consistsOf(e.Encoding, "-") {
			return fmt.Errorf("%s: %q is not an encoding", f.Path, e.Encoding)
		}
	}
	return f.checkDeltas()
}

// hasStableName reports whether a later release has the same name for another content.
func (f *File) hasStableName() bool {
	return f.CacheControl == revalidated
}

func isPrintable(text string) bool {
	return text != "" && utf8.ValidString(text) && strings.IndexFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) < 0
}

func isFileName(text string) bool {
	return fs.ValidPath(text) && text != "." && !strings.ContainsAny(text, `/\`) && isPrintable(text)
}

// isHashed reports whether a name is NAME.HASH.EXTENSION.
func isHashed(name string) bool {
	parts := strings.Split(name, ".")
	return len(parts) >= 3 && len(parts[len(parts)-2]) >= 8 && isHex(parts[len(parts)-2])
}

func isHex(text string) bool {
	return strings.Trim(text, "0123456789abcdef") == ""
}

func isSHA256(text string) bool {
	return len(text) == 64 && isHex(text)
}

func isIntegrity(text string) bool {
	digest, found := strings.CutPrefix(text, "sha384-")
	return found && len(digest) == 64 && consistsOf(digest, "+/")
}

// isSize reports whether JavaScript can represent a size, too.
func isSize(bytes int64) bool {
	return bytes >= 0 && bytes < 1<<53
}

// consistsOf reports whether a text is not empty and has only ASCII letters, digits and marks.
func consistsOf(text, marks string) bool {
	for i := 0; i < len(text); i++ {
		if !isAlphanumeric(text[i]) && strings.IndexByte(marks, text[i]) < 0 {
			return false
		}
	}
	return text != ""
}

func isAlphanumeric(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// isFieldValue reports whether a text can be the value of Content-Type or Cache-Control.
func isFieldValue(text string) bool {
	return consistsOf(text, " ;,=/.+-*_") && strings.TrimSpace(text) == text
}

// isBase reports whether a text is "", a path that ends in a slash, or an http or https URL of one. It may stand in a
// Content-Security-Policy.
func isBase(text string) bool {
	if text == "" {
		return true
	}
	base, err := url.Parse(text)
	if err != nil || !consistsOf(text, "-._~:/@!$&()*+,;=%") || !strings.HasSuffix(text, "/") || base.User != nil || base.Opaque != "" {
		return false
	}
	if base.Scheme != "" && base.Scheme != "http" && base.Scheme != "https" {
		return false
	}
	if base.Scheme != "" || strings.HasPrefix(text, "//") {
		return consistsOf(base.Hostname(), "-.") && (base.Port() == "" || consistsOf(base.Port(), ""))
	}
	return true
}

// isURLIn reports whether a URL is a base and the name of a file.
func isURLIn(base, text string) bool {
	name, found := strings.CutPrefix(text, base)
	if !found || !consistsOf(name, "-._~!$&'()*+,;=@%") {
		return false
	}
	decoded, err := url.PathUnescape(name)
	return err == nil && isFileName(decoded)
}
