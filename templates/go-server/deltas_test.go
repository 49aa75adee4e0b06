package assets

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

const (
	varyByDictionary = "Accept-Encoding, Available-Dictionary"
	offered          = `match="app.*.wasm?"`
)

// withDeltas offers the module of a release as a dictionary, and adds deltas in these codings from earlier contents:
// only their bytes matter.
func (d *draft) withDeltas(from []string, codings ...string) *draft {
	wasm := d.bundle["wasm"].(map[string]any)
	wasm["dictionary"] = map[string]any{"match": "app.*.wasm?"}
	var deltas []map[string]any
	for _, earlier := range from {
		for _, coding := range codings {
			content := coding + " from " + earlier
			name := wasm["path"].(string) + "." + digest([]byte(earlier))[:40] + "." + coding
			d.files[name] = &fstest.MapFile{Data: []byte(content)}
			deltas = append(deltas, map[string]any{
				"encoding": coding, "path": name, "bytes": len(content), "sha256": digest([]byte(content)),
				"from": map[string]any{
					"path": "app." + digest([]byte(earlier))[:16] + ".wasm", "bytes": len(earlier), "sha256": digest([]byte(earlier)),
				},
			})
		}
	}
	wasm["deltas"] = deltas
	return d
}

// having is the Available-Dictionary of a browser that has a content.
func having(content string) string { return dictionaryField(digest([]byte(content))) }

func TestServesDeltasToThoseWhoHaveTheEarlierFile(t *testing.T) {
	d := newDraft("/a/", "three").withDeltas([]string{"two", "one"}, "dcb", "dcz")
	site, messages := open(t, d)
	for _, test := range []struct{ has, accept, coding string }{
		{"two", "gzip, deflate, br, zstd, dcb, dcz", "dcb"},
		{"one", "dcz;q=0.5, dcb;q=0.1, br", "dcb"},
		{"one", "br, dcb;q=0, dcz", "dcz"},
		{"one", "DCZ;q=0.001", "dcz"},
	} {
		content := test.coding + " from " + test.has
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			response := do(site, method, d.path("wasm"), "Accept-Encoding", test.accept, "Available-Dictionary", having(test.has))
			expectStatus(t, response, http.StatusOK)
			expectFields(t, response, "Content-Type", "application/wasm", "Cache-Control", immutable, "Vary", varyByDictionary,
				"Use-As-Dictionary", offered, "X-Content-Type-Options", "nosniff", "Content-Encoding", test.coding, "Accept-Ranges", "",
				"ETag", tagOfContent([]byte(content)), "Content-Length", strconv.Itoa(len(content)))
			if body := string(bodyOf(t, response)); method == http.MethodGet && body != content {
				t.Errorf("%v: %q", test, body)
			}
		}
	}
	if messages.Len() > 0 {
		t.Error(messages)
	}
}

func TestServesNobodyElseADelta(t *testing.T) {
	d := newDraft("/a/", "three").withDeltas([]string{"two"}, "dcb", "dcz")
	site, _ := open(t, d)
	two := having("two")
	for _, test := range []struct {
		what   string
		fields []string
	}{
		{"without the file", []string{"Accept-Encoding", "br, dcb"}},
		{"with another file", []string{"Accept-Encoding", "br, dcb", "Available-Dictionary", having("one")}},
		{"with two files", []string{"Accept-Encoding", "br, dcb", "Available-Dictionary", two, "Available-Dictionary", having("one")}},
		{"twice", []string{"Accept-Encoding", "br, dcb", "Available-Dictionary", two, "Available-Dictionary", two}},
		{"with a parameter", []string{"Accept-Encoding", "br, dcb", "Available-Dictionary", two + ";a"}},
		{"without colons", []string{"Accept-Encoding", "br, dcb", "Available-Dictionary", strings.Trim(two, ":")}},
		{"with an empty field", []string{"Accept-Encoding", "br, dcb", "Available-Dictionary", ""}},
		{"with a path", []string{"Accept-Encoding", "br, dcb", "Available-Dictionary", ":../../etc/passwd:"}},
		{"in hexadecimal digits", []string{"Accept-Encoding", "br, dcb", "Available-Dictionary", digest([]byte("two"))}},
		{"without the coding", []string{"Accept-Encoding", "br", "Available-Dictionary", two}},
		{"with any coding", []string{"Accept-Encoding", "*;q=0.5, br", "Available-Dictionary", two}},
		{"with excluded codings", []string{"Accept-Encoding", "dcb;q=0, dcz;q=0.000, br", "Available-Dictionary", two}},
		{"with a coding that is excluded once", []string{"Accept-Encoding", "dcb, br", "Accept-Encoding", "dcb;q=0", "Available-Dictionary", two}},
		{"with other codings", []string{"Accept-Encoding", "xdcb, dcbx, x-dcz, br", "Available-Dictionary", two}},
		{"with a range", []string{"Accept-Encoding", "br, dcb", "Available-Dictionary", two, "Range", "bytes=0-1"}},
	} {
		response := get(site, d.path("wasm"), test.fields...)
		expectStatus(t, response, http.StatusOK)
		expectFields(t, response, "Content-Encoding", "br", "Vary", varyByDictionary, "Use-As-Dictionary", offered)
		if !bytes.Equal(bodyOf(t, response), d.content("wasm", "br")) {
			t.Errorf("%s: other bytes", test.what)
		}
	}
	for _, kind := range []string{"shim", "loader"} {
		response := get(site, d.path(kind), "Accept-Encoding", "gzip, dcb", "Available-Dictionary", two)
		expectFields(t, response, "Vary", "Accept-Encoding", "Use-As-Dictionary", "")
	}
}

func TestVariesByDictionaryInEveryResponse(t *testing.T) {
	first := newDraft("/a/", "one").withDeltas(nil)
	later := newDraft("/a/", "three").withDeltas([]string{"two"}, "dcb")
	for _, d := range []*draft{first, later} {
		site, _ := open(t, d)
		plain := tagOfContent(d.content("wasm", ""))
		for _, test := range []struct {
			status int
			fields []string
		}{
			{200, nil},
			{200, []string{"Accept-Encoding", "br"}},
			{206, []string{"Range", "bytes=0-9"}},
			{206, []string{"Range", "bytes=0-9", "Accept-Encoding", "identity, dcb", "Available-Dictionary", having("two")}},
			{304, []string{"If-None-Match", plain}},
			{412, []string{"If-Match", `"x"`}},
			{416, []string{"Range", "bytes=1000000-"}},
		} {
			response := get(site, d.path("wasm"), test.fields...)
			expectStatus(t, response, test.status)
			expectFields(t, response, "Vary", varyByDictionary)
			if test.status < 400 {
				expectFields(t, response, "Use-As-Dictionary", offered)
			}
		}
	}
}

func TestComparesTheTagOfADelta(t *testing.T) {
	d := newDraft("/a/", "two").withDeltas([]string{"one"}, "dcb")
	site, _ := open(t, d)
	delta, br := tagOfContent([]byte("dcb from one")), tagOfContent(d.content("wasm", "br"))
	fields := []string{"Accept-Encoding", "br, dcb", "Available-Dictionary", having("one")}
	unchanged := get(site, d.path("wasm"), append(fields, "If-None-Match", delta)...)
	expectStatus(t, unchanged, http.StatusNotModified)
	expectFields(t, unchanged, "ETag", delta, "Cache-Control", immutable, "Content-Encoding", "", "Content-Length", "")
	expectStatus(t, get(site, d.path("wasm"), append(fields, "If-None-Match", br)...), http.StatusOK)
	expectStatus(t, get(site, d.path("wasm"), append(fields, "If-Match", br)...), http.StatusPreconditionFailed)
	expectStatus(t, get(site, d.path("wasm"), "Accept-Encoding", "br, dcb", "If-None-Match", delta), http.StatusOK)
}

func TestServesNoDeltaByItsOwnName(t *testing.T) {
	d := newDraft("/a/", "two").withDeltas([]string{"one"}, "dcb")
	site, _ := open(t, d)
	name := d.bundle["wasm"].(map[string]any)["deltas"].([]map[string]any)[0]["path"].(string)
	for _, path := range []string{"/a/" + name, "/" + name} {
		response := get(site, path, "Accept-Encoding", "dcb", "Available-Dictionary", having("one"))
		expectStatus(t, response, http.StatusNotFound)
		expectFields(t, response, "Cache-Control", "no-store", "Vary", "Accept-Encoding")
	}
}

// A delta that is gone or damaged costs its advantage only.
func TestServesTheSmallestEncodingInsteadOfADamagedDelta(t *testing.T) {
	d := newDraft("/a/", "two").withDeltas([]string{"one"}, "dcb")
	files := d.fs()
	var messages bytes.Buffer
	site, err := Open(files, ErrorLog(logTo(&messages)))
	if err != nil {
		t.Fatal(err)
	}
	name := d.bundle["wasm"].(map[string]any)["deltas"].([]map[string]any)[0]["path"].(string)
	files[name] = &fstest.MapFile{Data: []byte("short")}
	for range 2 {
		response := get(site, d.path("wasm"), "Accept-Encoding", "br, dcb", "Available-Dictionary", having("one"))
		expectStatus(t, response, http.StatusOK)
		expectFields(t, response, "Content-Encoding", "br", "ETag", tagOfContent(d.content("wasm", "br")))
		delete(files, name)
	}
	if strings.Count(messages.String(), name) != 2 {
		t.Errorf("not reported:\n%s", &messages)
	}
}

// Pages that were opened before a release get deltas of their module, too.
func TestServesDeltasOfEarlierReleases(t *testing.T) {
	second, third := newDraft("/a/", "two").withDeltas([]string{"one"}, "dcb"), newDraft("/a/", "three").withDeltas([]string{"two"}, "dcb")
	files := second.fs()
	site, err := Open(files, CheckEvery(0))
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range third.fs() {
		files[name] = file
	}
	for _, test := range []struct {
		path, has string
	}{{third.path("wasm"), "two"}, {second.path("wasm"), "one"}} {
		response := get(site, test.path, "Accept-Encoding", "dcb", "Available-Dictionary", having(test.has))
		expectFields(t, response, "Content-Encoding", "dcb", "ETag", tagOfContent([]byte("dcb from "+test.has)))
	}
}

// What middleware encodes again is the file itself, from which browsers can make a dictionary.
func TestGivesEncodersNoDelta(t *testing.T) {
	d := newDraft("/a/", "two").withDeltas([]string{"one"}, "dcb")
	site, _ := open(t, d)
	encoder := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Add("Vary", "Accept-Encoding")
		site.ServeHTTP(w, r)
	})
	response := get(encoder, d.path("wasm"), "Accept-Encoding", "gzip, dcb", "Available-Dictionary", having("one"))
	expectFields(t, response, "Content-Encoding", "gzip", "ETag", "", "Use-As-Dictionary", offered, "Vary", "Accept-Encoding | Available-Dictionary")
	if !bytes.Equal(bodyOf(t, response), d.content("wasm", "")) {
		t.Error("not the file as it is")
	}
}

func TestAddsDictionariesToVary(t *testing.T) {
	d := newDraft("/a/", "two").withDeltas([]string{"one"}, "dcb")
	site, _ := open(t, d)
	for before, after := range map[string]string{
		"Origin":                                "Origin | " + varyByDictionary,
		"Accept-Encoding":                       "Accept-Encoding | Available-Dictionary",
		"available-dictionary":                  "available-dictionary | Accept-Encoding",
		"available-dictionary, accept-encoding": "available-dictionary, accept-encoding",
	} {
		handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Vary", before)
			site.ServeHTTP(w, r)
		})
		expectFields(t, get(handler, d.path("wasm")), "Vary", after)
	}
}

func FuzzDelta(f *testing.F) {
	f.Add("gzip, deflate, br, zstd, dcb, dcz", having("one"))
	f.Add("dcb;q=0, DCZ ; Q=0.5", having("one"))
	f.Add("*", ":"+having("one")+":")
	f.Add(`"dcb", br`, having("two"))
	var res resource
	for _, coding := range []string{"dcb", "dcz"} {
		res.deltas = append(res.deltas, representation{coding: coding, dictionary: having("one")})
	}
	f.Fuzz(func(t *testing.T, accepted, available string) {
		request := http.Header{"Accept-Encoding": {accepted}, "Available-Dictionary": {available}}
		delta := res.chooseDelta(request)
		if delta == nil {
			return
		}
		if available != having("one") || !strings.Contains(strings.ToLower(accepted), delta.coding) {
			t.Fatalf("%q with %q gets %s", accepted, available, delta.coding)
		}
		request["Accept-Encoding"] = []string{accepted, delta.coding + ";q=0"}
		if excluded := res.chooseDelta(request); excluded != nil && excluded.coding == delta.coding {
			t.Errorf("%q gets %s although it is excluded", accepted, delta.coding)
		}
		request["Range"] = []string{""}
		if res.chooseDelta(request) != nil {
			t.Errorf("%q gets a range of a delta", accepted)
		}
	})
}
