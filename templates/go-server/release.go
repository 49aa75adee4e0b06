package assets

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// A Release is one release, for pages that are rendered from it. It does not change, and is safe for concurrent use.
type Release struct {
	text     []byte
	base     string
	programs []*Program
	byName   map[string]*Program
	files    map[string]*File // further files, by their names in templates
}

func newRelease(m *manifest, text []byte) *Release {
	r := &Release{text: text, base: m.Base, byName: m.Bundles, files: make(map[string]*File)}
	for _, program := range m.Bundles {
		r.programs = append(r.programs, program)
	}
	slices.SortFunc(r.programs, func(a, b *Program) int { return strings.Compare(a.Name, b.Name) })
	for i := range m.Assets {
		r.files[m.Assets[i].Name] = &m.Assets[i].File
	}
	return r
}

// Base returns what the URLs of the release start with.
func (r *Release) Base() string {
	return r.base
}

// Manifest returns the text of wasmpair.json, as it is in the release.
func (r *Release) Manifest() json.RawMessage {
	return bytes.Clone(r.text)
}

// Bundles returns the programs of the release, sorted by name.
func (r *Release) Bundles() []*Program {
	return slices.Clone(r.programs)
}

// Bundle returns the program with this name, or nil if the release has none.
func (r *Release) Bundle(name string) *Program {
	return r.byName[name]
}

// Asset returns the further file that was packed under this name, such as "img/logo.png", or nil if there is none.
func (r *Release) Asset(name string) *File {
	return r.files[name]
}
