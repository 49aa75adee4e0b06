package assets

import (
	"errors"
	"io/fs"
)

// immutable is the Cache-Control of hashed names.
const immutable = "public, max-age=31536000, immutable"

// ledgerLimit is the size of all manifests together that are read to find earlier releases.
const ledgerLimit = 4 * manifestLimit // bytes

// A ledgerEntry names a manifest that a release left under a hashed name, for later ones to refer to it.
type ledgerEntry struct {
	Manifest string `json:"manifest"` // "wasmpair.0123456789abcdef.json", of its digest
	SHA256   string `json:"sha256"`
}

func ledgerEntryOf(sha256 string) ledgerEntry {
	return ledgerEntry{"wasmpair." + sha256[:16] + ".json", sha256}
}

func (e ledgerEntry) check() error {
	if !isSHA256(e.SHA256) || e != ledgerEntryOf(e.SHA256) {
		return errors.New("previous: a manifest's name is not that of its digest")
	}
	return nil
}

// addLedger makes the manifests of this release and of earlier ones available that are there, with the hashed files of
// those releases: a release works without them.
func (l *loader) addLedger(m *manifest, text []byte) {
	own, total := digest(text), 0
	for _, entry := range append([]ledgerEntry{ledgerEntryOf(own)}, m.Previous...) {
		info, err := fs.Stat(l.files, entry.Manifest)
		if err != nil || !info.Mode().IsRegular() || info.Size() > manifestLimit {
			continue
		}
		content, err := fs.ReadFile(l.files, entry.Manifest)
		if err != nil || digest(content) != entry.SHA256 {
			continue
		}
		if total += len(content); total > ledgerLimit {
			return
		}
		res := &resource{
			contentType:  "application/json",
			cacheControl: immutable,
			paths:        [2]string{pathOf(m.Base + entry.Manifest), "/" + entry.Manifest},
			identity:     representation{file: entry.Manifest, size: int64(len(content)), tag: tagOf(entry.SHA256)},
		}
		l.state.hashed = append(l.state.hashed, res)
		l.add(res)
		if entry.SHA256 != own {
			l.addEarlierRelease(content)
		}
	}
}

// addEarlierRelease adds the hashed files of a release in the ledger. A manifest that a later wasmpair wrote names none
// that this package knows.
func (l *loader) addEarlierRelease(text []byte) {
	m, err := parseManifest(text)
	if err != nil {
		return
	}
	for _, file := range m.files() {
		if !file.hasStableName() {
			l.addEarlier(hashedResource(file))
		}
	}
}
