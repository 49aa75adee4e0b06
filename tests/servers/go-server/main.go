// Command go-server serves a release with the package that `wasmpair config go` writes, inside a middleware that
// compresses, and prints its URL.
//
//	go-server [-around NAME] [-excluded] [-mark] [-strip PREFIX] [-page] [-check DURATION] [-listen ADDRESS] [DIRECTORY]
//
//	go-server -describe
//
// Without a directory, it serves the release that is embedded in it.
package main

import (
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"time"

	assets "goserver"
)

var (
	around    = flag.String("around", "", "the middleware around the handler")
	excluded  = flag.Bool("excluded", false, "configure the middleware as docs/go-servers.md says")
	marked    = flag.Bool("mark", false, "label unencoded responses for a proxy")
	strip     = flag.String("strip", "", "serve under this prefix, behind http.StripPrefix")
	paged     = flag.Bool("page", false, "render a page at /page, too")
	described = flag.Bool("describe", false, "print what a page gets of the embedded release as JSON, and end")
	listen    = flag.String("listen", "127.0.0.1:0", "the address to listen at")
	interval  = flag.Duration("check", time.Second, "how often to look for a new release")
)

func main() {
	flag.Parse()
	if *described {
		describe()
		return
	}
	site, err := open(flag.Arg(0))
	if err != nil {
		log.Fatal(err)
	}
	var handler http.Handler = site
	if *paged {
		handler = withPage(site)
	}
	if *strip != "" {
		mux := http.NewServeMux()
		mux.Handle(*strip, http.StripPrefix((*strip)[:len(*strip)-1], site))
		handler = mux
	}
	listener, err := net.Listen("tcp", *listen)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("http://%s/\n", listener.Addr())
	log.Fatal(serve(listener, handler))
}

func open(directory string) (*assets.Site, error) {
	options := []assets.Option{assets.CheckEvery(*interval)}
	if *marked {
		options = append(options, assets.MarkIdentity())
	}
	if directory == "" {
		return assets.Embedded(options...)
	}
	return assets.Open(os.DirFS(directory), options...)
}
