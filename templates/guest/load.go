package guesthost

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// ManifestName is the file that names a published release. The packer writes
// it last, by a rename.
const ManifestName = "wasmpair.json"

const (
	maxManifest = 16 << 20
	maxModule   = 256 << 20
)

// manifest is the part of wasmpair.json that a host needs.
type manifest struct {
	Version int                      `json:"version"`
	Guests  map[string]manifestGuest `json:"guests"`
}

type manifestGuest struct {
	Wasm struct {
		Path   string `json:"path"`
		SHA256 string `json:"sha256"`
	} `json:"wasm"`
	Memory struct {
		MaxPages uint32 `json:"maxPages"`
	} `json:"memory"`
	Ticks      int32           `json:"ticks"`
	Depth      int32           `json:"depth"`
	Globals    []uint32        `json:"globals"`
	Restorable bool            `json:"restorable"`
	Entries    []manifestEntry `json:"entries"`
}

type manifestEntry struct {
	Name       string     `json:"name"`
	Convention Convention `json:"convention"`
}

// Load reads the release of this package's guest from a directory that the
// packer has published to. Whoever may write to the directory decides what
// runs.
func Load(directory string) (Release, error) {
	return load(directory, release.Name)
}

func load(directory, name string) (Release, error) {
	g, err := readManifest(directory, name)
	if err != nil {
		return Release{}, err
	}
	module, err := readBounded(filepath.Join(directory, filepath.FromSlash(g.Wasm.Path)), maxModule)
	if err != nil {
		return Release{}, fmt.Errorf("guest: %q: %w", g.Wasm.Path, err)
	}
	r := g.release(name, module)
	return r, r.verify()
}

func readManifest(directory, name string) (g manifestGuest, err error) {
	text, err := readBounded(filepath.Join(directory, ManifestName), maxManifest)
	if err != nil {
		return g, fmt.Errorf("guest: %s: %w", ManifestName, err)
	}
	var m manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return g, fmt.Errorf("guest: %s: %s", ManifestName, printable([]byte(err.Error()), 200))
	}
	g, found := m.Guests[name]
	switch {
	case m.Version != 1:
		return g, fmt.Errorf("guest: %s has version %d; this package reads version 1", ManifestName, m.Version)
	case !found:
		return g, fmt.Errorf("guest: %s has no guest %q", ManifestName, name)
	case !filepath.IsLocal(filepath.FromSlash(g.Wasm.Path)):
		return g, fmt.Errorf("guest: %s: the module's path %q leaves the directory", ManifestName, g.Wasm.Path)
	default:
		return g, nil
	}
}

func (g *manifestGuest) release(name string, module []byte) Release {
	r := Release{
		Name: name, Digest: g.Wasm.SHA256, Module: module,
		Interval: g.Ticks, Depth: g.Depth, MemoryPages: g.Memory.MaxPages,
		Globals: g.Globals, Restorable: g.Restorable,
	}
	for _, e := range g.Entries {
		r.Entries = append(r.Entries, Entry(e))
	}
	return r
}

// readBounded reads a regular file of at most limit bytes. Its errors do not
// name the file.
func readBounded(path string, limit int64) ([]byte, error) {
	// Opening a named pipe would wait for its writer.
	file, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, withoutPath(err)
	}
	defer func() { _ = file.Close() }()
	if info, err := file.Stat(); err != nil {
		return nil, withoutPath(err)
	} else if !info.Mode().IsRegular() {
		return nil, errors.New("it is not a regular file")
	}
	text, err := io.ReadAll(io.LimitReader(file, limit+1))
	if err == nil && int64(len(text)) > limit {
		err = fmt.Errorf("it has more than %d bytes", limit)
	}
	return text, withoutPath(err)
}

func withoutPath(err error) error {
	var named *fs.PathError
	if errors.As(err, &named) {
		return named.Err
	}
	return err
}
