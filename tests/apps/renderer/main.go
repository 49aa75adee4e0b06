// A guest whose entries have the types of both conventions.
package main

import (
	"strings"
	"unsafe"
)

//go:wasmimport wasmpair input
func input(to unsafe.Pointer, from, n uint32) uint32

//go:wasmimport wasmpair output
func output(from unsafe.Pointer, n uint32)

//go:wasmexport handle
func handle(n uint32) uint32 {
	in := make([]byte, n+1)
	in = in[:input(unsafe.Pointer(&in[0]), 0, n)]
	out := []byte(strings.ToUpper(string(in)) + "\n")
	output(unsafe.Pointer(&out[0]), uint32(len(out)))
	return 0
}

var buffers = map[uint32][]byte{}

//go:wasmexport alloc
func alloc(n uint32) uint32 {
	buffer := make([]byte, n)
	address := uint32(uintptr(unsafe.Pointer(&buffer[0])))
	buffers[address] = buffer
	return address
}

//go:wasmexport render_page
func renderPage(from, n uint32) uint64 {
	in := buffers[from][:n]
	copy(in, strings.ToUpper(string(in)))
	return uint64(from)<<32 | uint64(n)
}

func main() {}
