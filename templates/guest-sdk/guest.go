//go:build wasip1

// Package guest is what a guest of wasmpair's Go host needs: it takes the input
// of a call and gives its output, without unsafe code in the guest.
//
//	//go:wasmexport handle
//	func handle(n uint32) uint32 {
//		return guest.Serve(n, func(in []byte) ([]byte, error) {
//			return bytes.ToUpper(in), nil
//		})
//	}
//
//	func main() {}
//
// Build it with Go 1.24 or later as a reactor:
//
//	GOOS=wasip1 GOARCH=wasm go build -buildmode=c-shared -o upper.wasm .
//
// Package main is initialized once, perhaps before there is a call: neither
// input nor data can be had from init functions.
package guest

import "unsafe"

// The host copies; these functions say from where and to where. Go keeps what
// an argument points to until the function returns.

//go:wasmimport wasmpair input
func hostInput(to unsafe.Pointer, from, n uint32) uint32

//go:wasmimport wasmpair output
func hostOutput(from unsafe.Pointer, n uint32)

//go:wasmimport wasmpair fail
func hostFail(text unsafe.Pointer, n uint32)

//go:wasmimport wasmpair data
func hostData(key unsafe.Pointer, n uint32, to unsafe.Pointer, room uint32) uint32

// noData is what the host returns if it has no such data.
const noData = ^uint32(0)

// Serve answers one call. n is the parameter of the exported function, and its
// result is to be returned from it. The host gets either the bytes or the error
// that serve returns; of an error, it gets the text.
func Serve(n uint32, serve func(in []byte) ([]byte, error)) uint32 {
	in := make([]byte, n)
	if n > 0 {
		in = in[:hostInput(unsafe.Pointer(unsafe.SliceData(in)), 0, n)]
	}
	out, err := serve(in)
	if err != nil {
		text := []byte(err.Error())
		hostFail(unsafe.Pointer(unsafe.SliceData(text)), uint32(len(text)))
		return 1
	}
	hostOutput(unsafe.Pointer(unsafe.SliceData(out)), uint32(len(out)))
	return 0
}

// Data returns what the host has under a key for the tenant of this call, and
// whether it has anything. It can be used during a call only.
func Data(key string) ([]byte, bool) {
	room := make([]byte, 1024)
	for {
		size := hostData(unsafe.Pointer(unsafe.StringData(key)), uint32(len(key)),
			unsafe.Pointer(unsafe.SliceData(room)), uint32(len(room)))
		switch {
		case size == noData:
			return nil, false
		case size <= uint32(len(room)):
			return room[:size], true
		default:
			room = make([]byte, size)
		}
	}
}
