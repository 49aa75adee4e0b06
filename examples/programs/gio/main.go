// Gio is a program with a user interface made with Gio: a counter.
package main

import (
	"fmt"
	"log"
	"os"

	"gioui.org/app"
	"gioui.org/font/gofont"
	"gioui.org/layout"
	"gioui.org/op"
	"gioui.org/text"
	"gioui.org/unit"
	"gioui.org/widget"
	"gioui.org/widget/material"
)

func main() {
	go func() {
		if err := show(new(app.Window)); err != nil {
			log.Fatal(err)
		}
		os.Exit(0)
	}()
	app.Main()
}

// show handles the window's events until it closes.
func show(window *app.Window) error {
	counter := counter{theme: newTheme()}
	var operations op.Ops
	for {
		switch event := window.Event().(type) {
		case app.DestroyEvent:
			return event.Err
		case app.FrameEvent:
			context := app.NewContext(&operations, event)
			counter.layout(context)
			event.Frame(context.Ops)
		}
	}
}

// newTheme has its own fonts: a page's program sees none of the system.
func newTheme() *material.Theme {
	theme := material.NewTheme()
	theme.Shaper = text.NewShaper(text.NoSystemFonts(), text.WithCollection(gofont.Collection()))
	return theme
}

type counter struct {
	theme  *material.Theme
	button widget.Clickable
	clicks int
}

func (c *counter) layout(context layout.Context) layout.Dimensions {
	for c.button.Clicked(context) {
		c.clicks++
	}
	return layout.Center.Layout(context, func(context layout.Context) layout.Dimensions {
		return layout.Flex{Axis: layout.Vertical, Alignment: layout.Middle}.Layout(context,
			layout.Rigid(material.H3(c.theme, fmt.Sprintf("%d clicks", c.clicks)).Layout),
			layout.Rigid(layout.Spacer{Height: unit.Dp(24)}.Layout),
			layout.Rigid(material.Button(c.theme, &c.button, "Click").Layout),
		)
	})
}
