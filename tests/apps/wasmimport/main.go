//go:build js && wasm

// Wasmimport calls a function that the page must provide, as import module "env": the shim does not have it.
package main

import "fmt"

//go:wasmimport env add
func add(a, b int32) int32

func main() {
	fmt.Println("2 + 3 is", add(2, 3))
}
