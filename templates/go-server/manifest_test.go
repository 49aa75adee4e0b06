package assets

import (
	"bytes"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

// A manifest that somebody else wrote reads no other file, and puts no text of its own in fields or policies.
func TestRefusesHostileManifests(t *testing.T) {
	const name = `"app\.[0-9a-f]+\.wasm"`
	for _, test := range []struct{ what, pattern, replacement string }{
		{"a path", `"path":` + name, `"path":"../secret"`},
		{"an absolute path", `"path":` + name, `"path":"/etc/passwd"`},
		{"a directory", `"path":` + name, `"path":"sub/file.0123456789abcdef.wasm"`},
		{"a backslash", `"path":` + name, `"path":"..\\secret"`},
		{"an empty name", `"path":` + name, `"path":""`},
		{"the directory itself", `"path":` + name, `"path":"."`},
		{"a name without a hash", `"path":` + name, `"path":"app.wasm"`},
		{"a sibling elsewhere", `"path":"(app\.[0-9a-f]+\.wasm)\.br"`, `"path":"../$1.br"`},
		{"another base", `"url":"/a/(app[^"]*)"`, `"url":"/b/$1"`},
		{"a URL with a query", `"url":"/a/(app[^"]*)"`, `"url":"/a/$1?x"`},
		{"a URL with an escaped slash", `"url":"/a/(app[^"]*)"`, `"url":"/a/x%2F..%2F$1"`},
		{"a field", `"application/wasm"`, `"application/wasm\r\nX: y"`},
		{"a field of caches", `immutable"`, `immutable\n"`},
		{"a negative size", `"bytes":[0-9]+`, `"bytes":-1`},
		{"a size that no double has", `"bytes":[0-9]+`, `"bytes":9007199254740992`},
		{"a digest", `"sha256":"[0-9a-f]`, `"sha256":"Z`},
		{"integrity", `"integrity":"sha384-`, `"integrity":"sha1-`},
		{"a coding", `"encoding":"br"`, `"encoding":"b r"`},
		{"a delta elsewhere", `"path":"(app[^"]*)\.dcb"`, `"path":"../$1.dcb"`},
		{"a delta of a negative size", `"bytes":13`, `"bytes":-1`},
		{"the digest of a delta", `("path":"app[^"]*\.dcb","sha256":")[0-9a-f]`, `${1}Z`},
		{"the coding of a delta", `"encoding":"dcb"`, `"encoding":"dcb, br"`},
		{"a delta from elsewhere", `("from":\{"bytes":4,"path":)"`, `$1"../`},
		{"a delta from a negative size", `"from":\{"bytes":4`, `"from":{"bytes":-4`},
		{"a delta from no digest", `("from":[^}]*"sha256":")[0-9a-f]{64}`, `$1`},
		{"a delta from nothing", `"from":\{[^}]*\}`, `"from":null`},
		{"too many deltas", `"deltas":\[(.*?"\})\]`, `"deltas":[` + strings.Repeat("${1},", maxDeltas) + "${1}]"},
		{"a dictionary for URLs with a query", `"app\.\*\.wasm\?"`, `"app.*.wasm"`},
		{"a dictionary with a parameter", `"app\.\*\.wasm\?"`, `"x\", type=y; a=\"?"`},
		{"a dictionary with a regular expression", `"app\.\*\.wasm\?"`, `"app.([0-9a-f]+).wasm?"`},
		{"a dictionary with a line break", `"app\.\*\.wasm\?"`, `"app\r\nX: y?"`},
		{"a dictionary of any file", `"app\.\*\.wasm\?"`, `"?"`},
		{"a dictionary without a pattern", `"dictionary":\{[^}]*\}`, `"dictionary":{}`},
		{"a base with a directive", `"/a/`, `"/a; script-src */`},
		{"a base with a password", `"/a/`, `"https://user:word@example.com/`},
		{"a base of scripts", `"/a/`, `"javascript:/`},
		{"a version", `"version":1`, `"version":2`},
		{"no bundle", `"app":\{`, `"gone":null,"app":{`},
		{"a bundle with a line break", `"app":\{`, `"a\nb":{`},
		{"a page elsewhere", `"path":"index.html"`, `"path":"../index.html"`},
		{"a page that is never revalidated", `"cacheControl":"no-cache"`, `"cacheControl":"public, immutable"`},
		{"a ledger elsewhere", `"previous":null`, `"previous":[{"manifest":"../secret","sha256":"` + digest(nil) + `"}]`},
		{"a ledger without a digest", `"previous":null`, `"previous":[{"manifest":"wasmpair.0123456789abcdef.json","sha256":"0123456789abcdef"}]`},
		{"no JSON", `^\{`, `[`},
	} {
		d := newDraft("/a/", "one").withDeltas([]string{"zero"}, "dcb")
		files := d.fs()
		files["secret"] = &fstest.MapFile{Data: []byte("secret")}
		text := regexp.MustCompile(test.pattern).ReplaceAll(d.manifest(), []byte(test.replacement))
		if bytes.Equal(text, d.manifest()) {
			t.Errorf("%s: nothing was replaced", test.what)
		}
		files[manifestName] = &fstest.MapFile{Data: text}
		if _, err := Open(files); err == nil || !strings.HasPrefix(err.Error(), manifestName) {
			t.Errorf("%s: %v", test.what, err)
		}
	}
}

func TestRefusesIncompleteReleases(t *testing.T) {
	d := newDraft("/a/", "one").withDeltas([]string{"zero"}, "dcb", "dcz")
	d.addAsset("robots.txt", d.describe("robots.txt", "text/plain", revalidated, "User-agent: *\n"))
	for name := range d.files {
		files := d.fs()
		delete(files, name)
		if _, err := Open(files); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("without %s: %v", name, err)
		}
		if name == "index.html" {
			continue // any content is that of the page
		}
		files[name] = &fstest.MapFile{Data: []byte("x")}
		if _, err := Open(files); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("with another %s: %v", name, err)
		}
		files[name] = &fstest.MapFile{Mode: fs.ModeDir}
		if _, err := Open(files); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("with a directory %s: %v", name, err)
		}
	}
	if _, err := Open(fstest.MapFS{}); err == nil || !strings.Contains(err.Error(), manifestName) {
		t.Errorf("without a manifest: %v", err)
	}
	large := d.fs()
	large[manifestName] = &fstest.MapFile{Data: append(d.manifest(), bytes.Repeat([]byte(" "), manifestLimit)...)}
	if _, err := Open(large); err == nil || !strings.Contains(err.Error(), "more than") {
		t.Errorf("with a large manifest: %v", err)
	}
}

func FuzzManifest(f *testing.F) {
	for _, base := range []string{"", "/a/", "https://cdn.example:8443/a/"} {
		d := newDraft(base, "one").withDeltas([]string{"zero"}, "dcb", "dcz")
		d.addAsset("logo", d.hashed("logo", "png", "image/png", "pixels"))
		f.Add(d.manifest())
	}
	f.Add([]byte(`{"version":1,"base":"","next":[{"path":"a.01234567.js","url":"x/a.01234567.js"}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := parseManifest(text)
		if err != nil {
			return
		}
		for _, file := range append(m.files(), pointers(m.Next)...) {
			names := []string{file.Path}
			for _, e := range file.Encodings {
				names = append(names, e.Path)
			}
			for _, d := range file.Deltas {
				names = append(names, d.Path, d.From.Path)
			}
			for _, name := range names {
				if !fs.ValidPath(name) || path.Base(name) != name || name == "." || strings.ContainsAny(name, "\\\r\n\x00") {
					t.Errorf("%q is the name of a file", name)
				}
			}
			if strings.ContainsAny(file.Type+file.CacheControl, "\r\n\x00") {
				t.Errorf("%q, %q are fields", file.Type, file.CacheControl)
			}
			if file.Dictionary != nil && strings.ContainsAny(file.Dictionary.Match, "\r\n\x00\"\\(") {
				t.Errorf("%q is quoted in a field", file.Dictionary.Match)
			}
		}
		if r := newRelease(m, text); strings.ContainsAny(r.Policy(), "\r\n\"<>") || strings.Count(r.Policy(), ";") != 9 {
			t.Errorf("a policy: %q", r.Policy())
		}
	})
}
