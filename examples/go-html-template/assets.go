package main

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

var (
	types  = map[string]string{".wasm": "application/wasm", ".js": "text/javascript", ".json": "application/json", ".html": "text/html; charset=utf-8"}
	hashed = regexp.MustCompile(`\.[0-9a-f]{8,64}\.(wasm|js)$`)
	zero   = regexp.MustCompile(`^q=0(\.0*)?$`)
)

// siblings are the encodings that wasmpair publishes, smallest first.
var siblings = []struct{ encoding, extension string }{{"br", ".br"}, {"gzip", ".gz"}}

// assets serves the files of all releases in a directory, as siblings where the client accepts them.
func assets(directory string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := r.URL.Path // without the base
		contentType := types[filepath.Ext(name)]
		if contentType == "" || strings.ContainsAny(name, `/\`) {
			http.NotFound(w, r)
			return
		}
		file := filepath.Join(directory, name)
		extension := ""
		for _, sibling := range siblings {
			if extension == "" && accepts(r, sibling.encoding) && exists(file+sibling.extension) {
				extension = sibling.extension
				w.Header().Set("Content-Encoding", sibling.encoding)
			}
		}
		w.Header().Set("Content-Type", contentType)
		w.Header().Set("Vary", "Accept-Encoding")
		w.Header().Set("Cache-Control", "no-cache")
		if hashed.MatchString(name) {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		content, err := os.Open(file + extension)
		if err != nil {
			w.Header().Del("Content-Encoding")
			http.NotFound(w, r)
			return
		}
		defer content.Close()
		info, err := content.Stat()
		if err != nil {
			http.Error(w, "the file cannot be read", http.StatusInternalServerError)
			return
		}
		http.ServeContent(w, r, "", info.ModTime(), content)
	})
}

// accepts reports whether the client names the encoding with a quality above 0.
func accepts(r *http.Request, encoding string) bool {
	for _, entry := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		coding, quality, _ := strings.Cut(strings.ReplaceAll(entry, " ", ""), ";")
		if coding == encoding {
			return !zero.MatchString(quality)
		}
	}
	return false
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}
