package main

func main() { println("packed by bazel") }
