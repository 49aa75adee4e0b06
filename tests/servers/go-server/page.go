package main

import (
	"html/template"
	"log"
	"net/http"

	assets "goserver"
)

var page = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>A page of the server's own</title>
{{.Head}}
<script nonce="{{.Nonce}}">console.log("inline, with the nonce")</script>
<script>console.log("inline, without a nonce")</script>
</head>
<body>
<section data-wasmpair-bundle="app"></section>
<img alt="logo" src="{{(.Release.Asset "logo.svg").URL}}">
</body>
</html>
`))

// withPage serves the page, which loads the program of the release, and the release.
func withPage(site *assets.Site) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", site)
	mux.HandleFunc("/page", func(w http.ResponseWriter, _ *http.Request) {
		release, nonce := site.Release(), assets.NewNonce()
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", release.PolicyWithNonce(nonce))
		values := map[string]any{"Release": release, "Nonce": nonce, "Head": release.HeadWithNonce(nonce)}
		if err := page.Execute(w, values); err != nil {
			log.Print(err)
		}
	})
	return mux
}
