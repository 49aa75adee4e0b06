// Package resources lets go-app load its program from a release of wasmpair:
//
//	site, err := assets.Open(os.DirFS("dist"))
//	…
//	program := resources.New(site.Release(), "app")
//	mux := http.NewServeMux()
//	mux.Handle("/assets/", site)           // the base of the release
//	mux.Handle("/wasm_exec.js", program)   // instead of go-app's own
//	mux.Handle("/", &app.Handler{Resources: program, …})
//
// The package assets beside it is what `wasmpair config go -o assets` writes.
package resources

import (
	"net/http"
	"strings"

	"example.com/go-app-resources/assets"
)

// Resources are a program and the further files of one release. go-app asks for them once, when it starts; all come from
// the same release, so that they fit each other. After a new release, pages work on: the files of this one stay.
type Resources struct {
	release *assets.Release
	program *assets.Program
}

// New returns the resources of a program. It panics if the release does not have it.
func New(release *assets.Release, name string) *Resources {
	program := release.Bundle(name)
	if program == nil {
		panic("the release has no program " + name)
	}
	return &Resources{release, program}
}

// Resolve is what app.Handler calls for each location: the module, and files that were packed with
// `wasmpair pack --asset web`. It implements app.ResourceResolver of go-app v10.
func (r *Resources) Resolve(location string) string {
	name, found := strings.CutPrefix(location, "/web/")
	switch {
	case !found:
		return location
	case name == "app.wasm":
		return r.program.Wasm.URL
	}
	if file := r.release.Asset(name); file != nil {
		return file.URL
	}
	return location
}

// ServeHTTP sends browsers from /wasm_exec.js, which go-app requests under this name, to the one that fits the module:
// go-app's own is that of another Go.
func (r *Resources) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	w.Header().Set("Cache-Control", "no-cache")
	http.Redirect(w, request, r.program.Shim.URL, http.StatusFound)
}
