package assets

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

func TestServesEachEncodingUnderItsOwnTag(t *testing.T) {
	d := newDraft("/a/", "one")
	site, _ := open(t, d)
	for _, encoding := range []string{"", "br", "gzip", "zstd"} {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			response := do(site, method, d.path("wasm"), "Accept-Encoding", encoding)
			content := d.content("wasm", encoding)
			expectStatus(t, response, http.StatusOK)
			ranges := ""
			if encoding == "" {
				ranges = "bytes"
			}
			expectFields(t, response,
				"Content-Type", "application/wasm", "Cache-Control", immutable, "Vary", "Accept-Encoding", "X-Content-Type-Options", "nosniff",
				"Content-Encoding", encoding, "Accept-Ranges", ranges, "ETag", tagOfContent(content), "Content-Length", strconv.Itoa(len(content)))
			if method == http.MethodHead {
				content = nil
			}
			if body := bodyOf(t, response); !bytes.Equal(body, content) {
				t.Errorf("%s %q: %d bytes, want %d", method, encoding, len(body), len(content))
			}
		}
	}
}

func TestServesPagesAndTheManifestToBeRevalidated(t *testing.T) {
	d := newDraft("/a/", "one")
	d.addAsset("robots.txt", d.describe("robots.txt", "text/plain; charset=utf-8", revalidated, "User-agent: *\n"))
	site, _ := open(t, d)
	for path, contentType := range map[string]string{
		"/a/": "text/html; charset=utf-8", "/": "text/html; charset=utf-8", "/a/index.html": "text/html; charset=utf-8",
		"/a/robots.txt": "text/plain; charset=utf-8", "/a/wasmpair.json": "application/json", "/wasmpair.json": "application/json",
	} {
		response := get(site, path, "Accept-Encoding", "gzip, br")
		expectStatus(t, response, http.StatusOK)
		expectFields(t, response, "Content-Type", contentType, "Cache-Control", "no-cache", "Vary", "Accept-Encoding",
			"Content-Encoding", "", "ETag", tagOfContent(bodyOf(t, response)))
	}
}

// A directory has more than its release: sources, other releases, secrets.
func TestServesNothingThatIsNotListed(t *testing.T) {
	d := newDraft("/a/", "one")
	files := d.fs()
	for _, name := range []string{".env", "wasmpair.go", "old.0123456789abcdef.wasm", "sub/file.txt", "index.html.br"} {
		files[name] = &fstest.MapFile{Data: []byte("secret")}
	}
	site, err := Open(files)
	if err != nil {
		t.Fatal(err)
	}
	wasm := d.path("wasm")
	for _, path := range []string{
		"/.env", "/a/.env", "/wasmpair.go", "/old.0123456789abcdef.wasm", "/sub/file.txt", "/a/index.html.br", "/sub/", "/a", "/b/",
		wasm + ".br", wasm + "/", "/a/../.env", "/a//index.html", "/x" + wasm, "//a/index.html", "/a/%2e%2e/.env", "/%2e%2e/.env",
	} {
		response := get(site, "http://example.com"+path)
		expectStatus(t, response, http.StatusNotFound)
		expectFields(t, response, "Cache-Control", "no-store", "Vary", "Accept-Encoding", "Content-Type", "text/plain; charset=utf-8", "ETag", "")
		if strings.Contains(string(bodyOf(t, response)), "secret") {
			t.Errorf("%s is served", path)
		}
	}
}

func TestServesUnderOtherPrefixes(t *testing.T) {
	for _, base := range []string{"", "/a/", "https://cdn.example/a/", "//cdn.example/"} {
		d := newDraft(base, "one")
		site, _ := open(t, d)
		for _, prefix := range []string{"/x", "/x/"} { // with and without the slash that is left of the path
			handler := http.StripPrefix(prefix, site)
			name := d.bundle["wasm"].(map[string]any)["path"].(string)
			expectStatus(t, get(handler, "/x/"+name), http.StatusOK)
			expectStatus(t, get(handler, "/x/"), http.StatusOK)
			expectStatus(t, get(handler, "/x/absent.wasm"), http.StatusNotFound)
		}
		expectStatus(t, get(site, d.path("wasm")), http.StatusOK)
	}
}

func TestServesNamesThatNeedEscapes(t *testing.T) {
	d := newDraft("/r&d/", "one")
	file := d.describe("grüße & co.html", "text/html; charset=utf-8", revalidated, "hello")
	file["url"] = d.base + "gr%C3%BC%C3%9Fe%20&%20co.html"
	d.addAsset("greeting", file)
	site, _ := open(t, d)
	expectStatus(t, get(site, "/r&d/gr%C3%BC%C3%9Fe%20%26%20co.html"), http.StatusOK)
}

func TestAllowsGetAndHeadOnly(t *testing.T) {
	site, _ := open(t, newDraft("/a/", "one"))
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "get"} {
		response := do(site, method, "/a/")
		expectStatus(t, response, http.StatusMethodNotAllowed)
		expectFields(t, response, "Allow", "GET, HEAD", "Cache-Control", "no-store", "Vary", "Accept-Encoding")
	}
}

func TestAnswersConditions(t *testing.T) {
	d := newDraft("/a/", "one")
	site, _ := open(t, d)
	br, plain := tagOfContent(d.content("wasm", "br")), tagOfContent(d.content("wasm", ""))
	for _, test := range []struct {
		accept, field, value string
		status               int
	}{
		{"br", "If-None-Match", br, 304},
		{"br", "If-None-Match", "W/" + br, 304},
		{"br", "If-None-Match", `"x", ` + br, 304},
		{"br", "If-None-Match", "*", 304},
		{"br", "If-None-Match", plain, 200},
		{"br", "If-None-Match", "nonsense", 200},
		{"identity", "If-None-Match", plain, 304},
		{"br", "If-Match", br, 200},
		{"br", "If-Match", "W/" + br, 412},
		{"br", "If-Match", plain, 412},
		{"br", "If-Match", "*", 200},
		{"br", "If-Modified-Since", "Fri, 31 Dec 9999 23:59:59 GMT", 200},
	} {
		response := get(site, d.path("wasm"), "Accept-Encoding", test.accept, test.field, test.value)
		if response.StatusCode != test.status {
			t.Errorf("%v: %d", test, response.StatusCode)
		}
		if test.status != 304 {
			continue
		}
		tag := br
		if test.accept == "identity" {
			tag = plain
		}
		expectFields(t, response, "ETag", tag, "Cache-Control", immutable, "Vary", "Accept-Encoding",
			"Content-Type", "", "Content-Encoding", "", "Content-Length", "")
		if len(bodyOf(t, response)) > 0 {
			t.Error("a 304 with a body")
		}
	}
	several := get(site, d.path("wasm"), "Accept-Encoding", "br", "If-None-Match", `"x"`, "If-None-Match", br)
	expectStatus(t, several, http.StatusNotModified)
}

func TestServesRangesOfWhatIsNotEncoded(t *testing.T) {
	d := newDraft("/a/", "one")
	content := d.content("wasm", "")
	size := len(content)
	plain := tagOfContent(content)
	files := d.fs()
	for name, fsys := range map[string]noSeekFS{"seekable": {files, true}, "not seekable": {files, false}} {
		site, err := Open(fsys)
		if err != nil {
			t.Fatal(err)
		}
		for _, test := range []struct {
			accept, value, condition string
			status, first, end       int
		}{
			{"identity", "bytes=0-99", "", 206, 0, 100},
			{"identity", "bytes=100-", "", 206, 100, size},
			{"identity", "bytes=-10", "", 206, size - 10, size},
			{"identity", "bytes=5-99999999999999999999", plain, 206, 5, size},
			{"identity", "bytes=0-99", `"x"`, 200, 0, size},
			{"identity", "bytes=0-99", "W/" + plain, 200, 0, size},
			{"identity", "bytes=0-99", "Fri, 31 Dec 9999 23:59:59 GMT", 200, 0, size},
			{"identity", "bytes=0-1,5-6", "", 200, 0, size},
			{"identity", "lines=0-1", "", 200, 0, size},
			{"br", "bytes=0-99", "", 200, 0, 0},
		} {
			fields := []string{"Accept-Encoding", test.accept, "Range", test.value}
			if test.condition != "" {
				fields = append(fields, "If-Range", test.condition)
			}
			response := get(site, d.path("wasm"), fields...)
			if response.StatusCode != test.status {
				t.Errorf("%s: %v: %d", name, test, response.StatusCode)
			}
			if test.accept == "br" {
				expectFields(t, response, "Content-Encoding", "br", "Content-Range", "", "Accept-Ranges", "")
				continue
			}
			if !bytes.Equal(bodyOf(t, response), content[test.first:test.end]) {
				t.Errorf("%s: %v: other bytes", name, test)
			}
			if test.status == 206 {
				expectFields(t, response, "Content-Range", fmt.Sprintf("bytes %d-%d/%d", test.first, test.end-1, size),
					"Content-Length", strconv.Itoa(test.end-test.first), "ETag", plain)
			}
		}
		outside := get(site, d.path("wasm"), "Range", fmt.Sprintf("bytes=%d-", size))
		expectStatus(t, outside, http.StatusRequestedRangeNotSatisfiable)
		expectFields(t, outside, "Content-Range", fmt.Sprintf("bytes */%d", size), "Cache-Control", "no-store", "Vary", "Accept-Encoding")
		head := do(site, http.MethodHead, d.path("wasm"), "Range", "bytes=0-9")
		expectStatus(t, head, http.StatusOK)
		expectFields(t, head, "Content-Length", strconv.Itoa(size))
	}
}

// Files may be damaged after the release was loaded.
func TestServesNoDamagedFile(t *testing.T) {
	d := newDraft("/a/", "one")
	files := d.fs()
	var messages bytes.Buffer
	site, err := Open(files, ErrorLog(logTo(&messages)))
	if err != nil {
		t.Fatal(err)
	}
	name := d.bundle["wasm"].(map[string]any)["path"].(string)
	delete(files, name+".br")
	response := get(site, d.path("wasm"), "Accept-Encoding", "br")
	expectStatus(t, response, http.StatusOK)
	expectFields(t, response, "Content-Encoding", "", "ETag", tagOfContent(d.content("wasm", "")))
	files[name+".gzip"] = &fstest.MapFile{Data: []byte("short")}
	expectFields(t, get(site, d.path("wasm"), "Accept-Encoding", "gzip"), "Content-Encoding", "")

	files[name] = &fstest.MapFile{Data: []byte("short")}
	response = get(site, d.path("wasm"))
	expectStatus(t, response, http.StatusInternalServerError)
	expectFields(t, response, "Cache-Control", "no-store", "Vary", "Accept-Encoding", "ETag", "", "Content-Length", "")
	delete(files, name)
	expectStatus(t, get(site, d.path("wasm")), http.StatusNotFound)
	if strings.Count(messages.String(), name) < 4 {
		t.Errorf("not reported:\n%s", &messages)
	}
}
