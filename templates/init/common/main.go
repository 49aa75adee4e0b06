// Command @NAME@ runs in the browser. What it prints appears on the page; the package syscall/js has the page itself.
package main

import "fmt"

func main() {
	fmt.Println("Hello from Go.")
}
