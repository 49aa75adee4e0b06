// Command gopher-js is built for the browser, which is no guest.
package main

func main() { select {} }
