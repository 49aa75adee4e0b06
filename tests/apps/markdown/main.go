//go:build wasip1

// Markdown is a server-side guest with a large dependency: it renders Markdown.
package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

var renderer = goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote))

const section = `
# Section %[1]d: *emphasis*, **strong**, ~~struck~~ and ` + "`code`" + `

1. an [inline link](https://example.com/?a=%[1]d&b "title"), <https://example.com>
2. an ![image](picture-%[1]d.png) and a footnote[^%[1]d]
   - nested, with www.example.com
   - [x] done

| left | right |
|:-----|------:|
| %[1]d | a \| b |

> quoted
> lines

` + "```go\nfunc f() { return %[1]d < 3 && true }\n```" + `

[^%[1]d]: The footnote.
`

//go:wasmexport render
func render(sections int32) {
	var source strings.Builder
	for i := range sections {
		fmt.Fprintf(&source, section, i)
	}
	var page bytes.Buffer
	if err := renderer.Convert([]byte(source.String()), &page); err != nil {
		panic(err)
	}
	fmt.Println(page.String())
}

func main() {}
