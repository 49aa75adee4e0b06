//go:build js && wasm

// Host uses what a program needs of its host: arguments, the clock, files, standard output and JavaScript.
package main

import (
	"fmt"
	"os"
	"syscall/js"
	"time"
)

func main() {
	start := time.Now()
	_, err := os.Open("/no such file")
	root := js.Global().Get("Math").Call("sqrt", 4).Int()
	fmt.Println("host:", len(os.Args), err != nil, time.Since(start) >= 0, root)
}
