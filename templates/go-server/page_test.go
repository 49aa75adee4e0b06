package assets

import (
	"encoding/json"
	"html/template"
	"regexp"
	"strings"
	"testing"
)

func TestHasTypedURLsForTemplates(t *testing.T) {
	d := newDraft("/r&d/", "one")
	d.addAsset("img/logo.png", d.hashed("logo", "png", "image/png", "pixels"))
	site, _ := open(t, d)
	release := site.Release()
	page := template.Must(template.New("").Parse(`<head>{{.Head}}</head><a href="{{(.Bundle "app").Wasm.URL}}">` +
		`{{(.Bundle "app").Wasm.Bytes}}</a><img src="{{(.Asset "img/logo.png").URL}}">{{range .Bundles}}{{.Name}}{{end}}`))
	var out strings.Builder
	if err := page.Execute(&out, release); err != nil {
		t.Fatal(err)
	}
	escaped := strings.ReplaceAll(d.path("wasm"), "&", "&amp;")
	for _, want := range []string{`href="` + escaped + `"`, `<img src="/r&amp;d/logo.`, `<script type="module" src="/r&amp;d/loader.`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %s in\n%s", want, &out)
		}
	}
	if release.Bundle("other") != nil || release.Asset("other") != nil {
		t.Error("what is not in the release is not nil")
	}
	if release.Base() != "/r&d/" || string(release.Manifest()) != string(d.manifest()) {
		t.Error("another manifest")
	}
	program := release.Bundle("app")
	if program.Name != "app" || !strings.HasPrefix(program.Loader.Integrity, "sha384-") || program.Runner != nil {
		t.Errorf("%+v", program)
	}
}

func TestHeadHasTheReleaseAsData(t *testing.T) {
	site, _ := open(t, newDraft("/r&d/", "one"))
	head := string(site.Release().Head())
	data := regexp.MustCompile(`^<script type="application/json" data-wasmpair-release>([^<>&]*)</script>\n`).FindStringSubmatch(head)
	if data == nil {
		t.Fatal(head)
	}
	var release struct {
		Manifest string `json:"manifest"`
		Bundles  map[string]struct {
			Pair string
			Wasm struct {
				URL, Integrity string
				Bytes          int64
			}
		}
	}
	if err := json.Unmarshal([]byte(data[1]), &release); err != nil {
		t.Fatal(err)
	}
	app, program := release.Bundles["app"], site.Release().Bundle("app")
	if release.Manifest != "/r&d/wasmpair.json" || app.Pair != program.Pair || app.Wasm.URL != program.Wasm.URL || app.Wasm.Bytes != program.Wasm.Bytes {
		t.Errorf("%+v", release)
	}
	if strings.Contains(head, "crossorigin") || strings.Contains(head, "nonce") {
		t.Errorf("attributes that it does not need: %s", head)
	}
	if got := string(site.Release().HeadWithNonce(`a"b`)); !strings.Contains(got, ` nonce="a&#34;b"`) {
		t.Error(got)
	}
}

func TestHeadOfAnotherOriginHasIntegrity(t *testing.T) {
	site, _ := open(t, newDraft("https://cdn.example/a/", "one"))
	head := string(site.Release().Head())
	if !strings.Contains(head, ` crossorigin="anonymous" integrity="sha384-`) {
		t.Error(head)
	}
}

func TestPolicyAllowsTheOriginOfTheRelease(t *testing.T) {
	for base, want := range map[string]string{
		"": "script-src 'self' 'wasm-unsafe-eval'", "/a/": "script-src 'self' 'wasm-unsafe-eval'",
		"https://CDN.example:443/a/": "script-src 'self' https://cdn.example blob: 'wasm-unsafe-eval'",
		"http://cdn.example:8080/":   "script-src 'self' http://cdn.example:8080 blob: 'wasm-unsafe-eval'",
		"//cdn.example/":             "script-src 'self' cdn.example blob: 'wasm-unsafe-eval'",
	} {
		site, _ := open(t, newDraft(base, "one"))
		policy := site.Release().Policy()
		if !strings.Contains(policy, "; "+want+"; ") || strings.Contains(policy, "unsafe-inline") {
			t.Errorf("%q: %s", base, policy)
		}
	}
}

func TestPolicyHasANonceAndNothingElseOfIt(t *testing.T) {
	site, _ := open(t, newDraft("/a/", "one"))
	nonce := NewNonce()
	if policy := site.Release().PolicyWithNonce(nonce); !strings.Contains(policy, " 'nonce-"+nonce+"'; ") {
		t.Error(policy)
	}
	if policy := site.Release().PolicyWithNonce("x'; script-src *"); policy != site.Release().Policy() {
		t.Error(policy)
	}
	if len(nonce) < 22 || nonce == NewNonce() {
		t.Error(nonce)
	}
}
