package assets

import (
	"bytes"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// A draft is a release that a test makes: its files, and the manifest that lists them.
type draft struct {
	base     string
	files    fstest.MapFS
	bundle   map[string]any
	assets   []map[string]any
	pages    []map[string]any
	previous []ledgerEntry
	next     []map[string]any
}

// newDraft returns a release of the program "app", whose content is word, with a page.
func newDraft(base, word string) *draft {
	d := &draft{base: base, files: fstest.MapFS{}}
	module := strings.Repeat(word+" module ", 400)
	d.bundle = map[string]any{
		"pair":   digest([]byte(word)),
		"wasm":   d.hashed("app", "wasm", "application/wasm", module, "br", "gzip", "zstd"),
		"shim":   d.hashed("wasm_exec", "js", "text/javascript", word+" shim", "gzip"),
		"loader": d.hashed("loader", "js", "text/javascript", word+" loader"),
	}
	d.addPage("index.html", "<!doctype html>"+word)
	return d
}

// hashed adds a file with a hashed name, and copies of it, each smaller than the one before: only their bytes matter.
func (d *draft) hashed(stem, extension, contentType, content string, encodings ...string) map[string]any {
	name := fmt.Sprintf("%s.%s.%s", stem, digest([]byte(content))[:16], extension)
	file := d.describe(name, contentType, immutable, content)
	var copies []map[string]any
	for i, encoding := range encodings {
		encoded := encoding + " of " + content[:len(content)/(4+i)]
		d.files[name+"."+encoding] = &fstest.MapFile{Data: []byte(encoded)}
		copies = append(copies, map[string]any{
			"encoding": encoding, "path": name + "." + encoding, "bytes": len(encoded), "sha256": digest([]byte(encoded)),
		})
	}
	file["encodings"] = copies
	return file
}

func (d *draft) describe(name, contentType, cacheControl, content string) map[string]any {
	d.files[name] = &fstest.MapFile{Data: []byte(content)}
	sum := sha512.Sum384([]byte(content))
	return map[string]any{
		"path": name, "url": d.base + name, "type": contentType, "bytes": len(content), "sha256": digest([]byte(content)),
		"integrity": "sha384-" + base64.StdEncoding.EncodeToString(sum[:]), "cacheControl": cacheControl,
	}
}

func (d *draft) addPage(name, content string) {
	page := d.describe(name, "text/html; charset=utf-8", revalidated, content)
	for _, key := range []string{"bytes", "sha256", "integrity"} {
		delete(page, key)
	}
	d.pages = append(d.pages, page)
}

func (d *draft) addAsset(name string, file map[string]any) {
	file["name"] = name
	d.assets = append(d.assets, file)
}

func (d *draft) manifest() []byte {
	text, err := json.Marshal(map[string]any{
		"version": 1, "base": d.base, "bundles": map[string]any{"app": d.bundle}, "assets": d.assets, "pages": d.pages,
		"previous": d.previous, "next": d.next,
	})
	if err != nil {
		panic(err)
	}
	return text
}

// fs returns the files of the release, with its manifest.
func (d *draft) fs() fstest.MapFS {
	all := maps.Clone(d.files)
	all[manifestName] = &fstest.MapFile{Data: d.manifest(), ModTime: time.Now()}
	return all
}

// path returns the path at which a file of the bundle is requested.
func (d *draft) path(kind string) string {
	return pathOf(d.bundle[kind].(map[string]any)["url"].(string))
}

func (d *draft) content(kind, encoding string) []byte {
	name := d.bundle[kind].(map[string]any)["path"].(string)
	if encoding != "" {
		name += "." + encoding
	}
	return d.files[name].Data
}

// open opens a site whose errors are recorded.
func open(t testing.TB, d *draft, options ...Option) (*Site, *bytes.Buffer) {
	t.Helper()
	var messages bytes.Buffer
	site, err := Open(d.fs(), append([]Option{ErrorLog(log.New(&messages, "", 0))}, options...)...)
	if err != nil {
		t.Fatal(err)
	}
	return site, &messages
}

// get requests a path with fields, given as name, value, name, value.
func get(handler http.Handler, path string, fields ...string) *http.Response {
	return do(handler, http.MethodGet, path, fields...)
}

func do(handler http.Handler, method, path string, fields ...string) *http.Response {
	r := httptest.NewRequest(method, path, nil)
	for i := 0; i < len(fields); i += 2 {
		r.Header.Add(fields[i], fields[i+1])
	}
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	return w.Result()
}

func bodyOf(t testing.TB, response *http.Response) []byte {
	t.Helper()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// expectFields compares fields, given as name, value, name, value; "" is a field that must be absent.
func expectFields(t *testing.T, response *http.Response, fields ...string) {
	t.Helper()
	for i := 0; i < len(fields); i += 2 {
		if got := strings.Join(response.Header.Values(fields[i]), " | "); got != fields[i+1] {
			t.Errorf("%s: %q, want %q", fields[i], got, fields[i+1])
		}
	}
}

func expectStatus(t *testing.T, response *http.Response, status int) {
	t.Helper()
	if response.StatusCode != status {
		t.Errorf("status %d, want %d", response.StatusCode, status)
	}
}

// tagOfContent is the entity tag of a content, as the preview has it.
func tagOfContent(content []byte) string {
	sum := sha256.Sum256(content)
	return `"` + hex.EncodeToString(sum[:])[:32] + `"`
}
