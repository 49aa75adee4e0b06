// Vecty replaces the body of its page, and relies on the browser's own styles.
package main

import (
	"github.com/hexops/vecty"
	"github.com/hexops/vecty/elem"
)

type page struct {
	vecty.Core
}

func (p *page) Render() vecty.ComponentOrHTML {
	return elem.Body(
		elem.Main(
			elem.Heading1(vecty.Text("Vecty")),
			elem.Section(elem.Paragraph(vecty.Text("A paragraph, and a button:")), elem.Button(vecty.Text("Press"))),
		),
	)
}

func main() {
	vecty.SetTitle("Vecty")
	vecty.RenderBody(&page{})
}
