package assets

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"html"
	"html/template"
	"net/url"
	"strings"
)

// Head returns what a page needs in its <head> to load the programs of the release: the release as data, and the tag
// of the loader. Elements such as <section data-wasmpair-bundle="app"></section> in the page then become buttons. It is
// empty if the release has no bundle.
func (r *Release) Head() template.HTML {
	return r.HeadWithNonce("")
}

// HeadWithNonce is Head for a page under [Release.PolicyWithNonce].
func (r *Release) HeadWithNonce(nonce string) template.HTML {
	if len(r.programs) == 0 {
		return ""
	}
	type loadable struct {
		URL       string `json:"url"`
		Bytes     int64  `json:"bytes"`
		Integrity string `json:"integrity"`
	}
	type bundle struct {
		Pair string   `json:"pair"`
		Wasm loadable `json:"wasm"`
		Shim loadable `json:"shim"`
	}
	bundles := make(map[string]bundle)
	for _, p := range r.programs {
		bundles[p.Name] = bundle{
			Pair: p.Pair,
			Wasm: loadable{p.Wasm.URL, p.Wasm.Bytes, p.Wasm.Integrity},
			Shim: loadable{p.Shim.URL, p.Shim.Bytes, p.Shim.Integrity},
		}
	}
	// json.Marshal escapes <, > and &: no text in it can end the element.
	data, err := json.Marshal(map[string]any{"manifest": r.base + manifestName, "bundles": bundles})
	if err != nil {
		panic(err) // it consists of strings and numbers
	}
	loader := r.programs[0].Loader
	var head strings.Builder
	head.WriteString(`<script type="application/json" data-wasmpair-release>` + string(data) + "</script>\n")
	head.WriteString(`<script type="module"` + attribute("src", loader.URL))
	if origin(r.base) != "" {
		head.WriteString(attribute("crossorigin", "anonymous") + attribute("integrity", loader.Integrity))
	}
	if nonce != "" {
		head.WriteString(attribute("nonce", nonce))
	}
	head.WriteString("></script>")
	return template.HTML(head.String())
}

func attribute(name, value string) string {
	return " " + name + `="` + html.EscapeString(value) + `"`
}

// Policy returns a Content-Security-Policy under which a page can load the programs and further files of the release:
// from the page's own origin, and from that of the release if it is another one. No inline script is allowed.
func (r *Release) Policy() string {
	return r.PolicyWithNonce("")
}

// PolicyWithNonce is Policy for a page that has scripts of its own with this nonce, which must be new in each response:
// see [NewNonce].
func (r *Release) PolicyWithNonce(nonce string) string {
	scripts := []string{"'self'"}
	connections := []string{"'self'"}
	workers := []string{"'self'"}
	shown := []string{"'self'"}
	if other := origin(r.base); other != "" {
		connections = append(connections, other)
		shown = append(shown, other)
		// The script of a worker cannot come from another origin, but can import one that does.
		workers = append(workers, "blob:", other)
		scripts = append(scripts, other, "blob:")
	}
	scripts = append(scripts, "'wasm-unsafe-eval'")
	if nonce != "" && consistsOf(nonce, "+/-_=") { // nothing that would start another directive
		scripts = append(scripts, "'nonce-"+nonce+"'")
	}
	directives := []string{
		"default-src 'self'",
		"script-src " + strings.Join(scripts, " "),
		"connect-src " + strings.Join(connections, " "),
		"worker-src " + strings.Join(workers, " "),
		"style-src " + strings.Join(shown, " "),
		"img-src " + strings.Join(append(shown, "data:"), " "),
		"font-src " + strings.Join(shown, " "),
		"media-src " + strings.Join(shown, " "),
		"object-src 'none'",
		"base-uri 'none'",
	}
	return strings.Join(directives, "; ")
}

// NewNonce returns a nonce for one response: 128 random bits.
func NewNonce() string {
	var bits [16]byte
	if _, err := rand.Read(bits[:]); err != nil {
		panic(err) // the operating system has no random numbers
	}
	return base64.StdEncoding.EncodeToString(bits[:])
}

// origin returns the origin of a base as a policy names it, or "" if it has none.
func origin(base string) string {
	u, err := url.Parse(base)
	if err != nil || u.Host == "" {
		return ""
	}
	host := strings.ToLower(u.Host)
	switch scheme := strings.ToLower(u.Scheme); scheme {
	case "http":
		return "http://" + strings.TrimSuffix(host, ":80")
	case "https":
		return "https://" + strings.TrimSuffix(host, ":443")
	default:
		return host
	}
}
