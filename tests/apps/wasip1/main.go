//go:build wasip1

// Wasip1 is a program for a WASI host; wasmpair refuses to publish it for the browser.
package main

func main() {
	println("Hello from a WASI host.")
}
