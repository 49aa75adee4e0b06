//go:build js && wasm

// Renderer defines renderMarkdown(text) for the page, which returns HTML. Raw HTML and dangerous URLs in the text are
// left out: goldmark does so unless it is told otherwise.
package main

import (
	"bytes"
	"syscall/js"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

func main() {
	markdown := goldmark.New(goldmark.WithExtensions(extension.GFM))
	js.Global().Set("renderMarkdown", js.FuncOf(func(_ js.Value, arguments []js.Value) any {
		var html bytes.Buffer
		if err := markdown.Convert([]byte(arguments[0].String()), &html); err != nil {
			return js.Global().Get("Error").New(err.Error())
		}
		return html.String()
	}))
	select {}
}
