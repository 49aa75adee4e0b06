// A page rendered by html/template from wasmpair.json, and the files that it names.
//
//	go run . DIRECTORY PORT
package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"
)

const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'"

//go:embed page.html
var pageText string

var page = template.Must(template.New("page.html").Parse(pageText))

// manifest is the contents of wasmpair.json, reread when the file has changed.
type manifest struct {
	file     string
	mutex    sync.Mutex
	modified time.Time
	values   map[string]any
}

func (m *manifest) read() (map[string]any, error) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	info, err := os.Stat(m.file)
	if err != nil {
		return nil, err
	}
	if m.values != nil && info.ModTime().Equal(m.modified) {
		return m.values, nil
	}
	text, err := os.ReadFile(m.file)
	if err != nil {
		return nil, err
	}
	var values map[string]any
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber() // 2744374 must not become 2.744374e+06
	if err := decoder.Decode(&values); err != nil {
		return nil, fmt.Errorf("%s: %w", m.file, err)
	}
	m.values, m.modified = values, info.ModTime()
	return values, nil
}

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: go run . DIRECTORY PORT")
	}
	directory, port := os.Args[1], os.Args[2]
	release := &manifest{file: filepath.Join(directory, "wasmpair.json")}
	first, err := release.read()
	if err != nil {
		log.Fatal(err)
	}

	mux := http.NewServeMux()
	base := first["base"].(string)
	mux.Handle(base, http.StripPrefix(base, assets(directory)))
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		values, err := release.read()
		if err != nil {
			log.Print(err)
			http.Error(w, "the release cannot be read", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("Cache-Control", "no-cache")
		if err := page.Execute(w, values); err != nil {
			log.Print(err)
		}
	})

	listener, err := net.Listen("tcp", "127.0.0.1:"+port)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("http://%s/\n", listener.Addr())
	log.Fatal(http.Serve(listener, mux))
}
