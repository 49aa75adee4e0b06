package main

func main() { println("packed with vite") }
