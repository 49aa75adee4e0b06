//go:build js && wasm

// Hello greets from Go: on standard output everywhere, and in the page where there is one.
package main

import (
	"fmt"
	"strings"
	"syscall/js"
)

func main() {
	lines := []string{
		"Hello from Go.",
		fmt.Sprintf("The squares of 1 to 5 are %v.", squares(5)),
		fmt.Sprintf("JavaScript says that the square root of 2 is %v.", js.Global().Get("Math").Call("sqrt", 2).Float()),
	}
	for _, line := range lines {
		fmt.Println(line)
	}
	show(strings.Join(lines, "\n"))
}

func squares(count int) []int {
	var squares []int
	for n := 1; n <= count; n++ {
		squares = append(squares, n*n)
	}
	return squares
}

// show writes text into the page's element "app", or behind everything else if the page has none.
func show(text string) {
	document := js.Global().Get("document")
	if document.IsUndefined() {
		return
	}
	element := document.Call("getElementById", "app")
	if element.IsNull() {
		element = document.Call("createElement", "pre")
		document.Get("body").Call("append", element)
	}
	element.Set("textContent", text)
}
