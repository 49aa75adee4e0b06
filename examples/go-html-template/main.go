// A page rendered by html/template from a release, and the files that it names.
//
//	wasmpair config go -o assets
//	go run . DIRECTORY PORT
package main

import (
	_ "embed"
	"fmt"
	"html/template"
	"log"
	"net"
	"net/http"
	"os"

	"example.com/wasmpair-page/assets"
)

//go:embed page.html
var pageText string

var page = template.Must(template.New("page.html").Parse(pageText))

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: go run . DIRECTORY PORT")
	}
	directory, port := os.Args[1], os.Args[2]
	site, err := assets.Open(os.DirFS(directory), assets.CheckEvery(0)) // a new release is seen by the next request
	if err != nil {
		log.Fatal(err)
	}

	mux := http.NewServeMux()
	mux.Handle(site.Release().Base(), site)
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, r *http.Request) {
		release := site.Release() // all URLs of a page are from one release
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", release.Policy())
		w.Header().Set("Cache-Control", "no-cache")
		if err := page.Execute(w, release); err != nil {
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
