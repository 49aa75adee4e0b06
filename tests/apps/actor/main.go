//go:build js && wasm

// Actor does what its first argument says, to test a loader with the ways in which programs run and end.
package main

import (
	"os"
	"runtime"
	"strconv"
	"syscall/js"
	"time"
)

func main() {
	act := "stay"
	if len(os.Args) > 1 {
		act = os.Args[1]
	}
	switch act {
	case "stay":
		js.Global().Set("actor", js.ValueOf(runtime.Version()))
		select {}
	case "exit":
		os.Exit(number(os.Args[2]))
	case "exit-later":
		time.Sleep(50 * time.Millisecond)
		os.Exit(number(os.Args[2]))
	case "end-asleep":
		endAsleep()
	case "panic":
		panic("on purpose")
	case "recurse":
		println(depth(1 << 30))
	case "print":
		println(os.Args[0], os.Args[2], os.Getenv("ACTOR"))
	case "post":
		js.Global().Call("postMessage", js.Global().Get("document").Type().String())
	}
}

// endAsleep returns while another goroutine sleeps, because a timer of JavaScript woke it: the sleeper's timer remains.
func endAsleep() {
	go time.Sleep(100 * time.Millisecond)
	awake := make(chan bool)
	wake := js.FuncOf(func(js.Value, []js.Value) any { close(awake); return nil })
	js.Global().Call("setTimeout", wake, 1)
	<-awake
}

func number(text string) int {
	value, err := strconv.Atoi(text)
	if err != nil {
		panic(err)
	}
	return value
}

// depth needs a frame for every level.
//
//go:noinline
func depth(level int) int {
	if level == 0 {
		return 0
	}
	return depth(level-1) + level%3
}
