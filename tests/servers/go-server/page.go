package main

import (
	"encoding/json"
	"html/template"
	"log"
	"net/http"
	"os"

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

// describe prints what the package's own functions say of the embedded release.
func describe() {
	program := assets.Bundle("app")
	facts := map[string]any{
		"pair": program.Pair, "wasm": program.Wasm, "shim": program.Shim, "loader": program.Loader, "runner": program.Runner,
		"asset": assets.Asset("style.css"), "absent": assets.Bundle("absent") == nil && assets.Asset("absent") == nil,
		"head": string(assets.Head()), "policy": assets.Policy(), "manifest": assets.Current().Manifest(),
	}
	if err := json.NewEncoder(os.Stdout).Encode(facts); err != nil {
		log.Fatal(err)
	}
}
