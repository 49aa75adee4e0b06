// Command host measures the Go host of guests against hosts as they are usually
// written, with the guest of tests/guests/gopher. Both are measured in the same
// run, and each line has their ratio. The exit status says nothing about speed.
//
//	go run . [fresh] [snapshot] [restart] [fair] [deadlines] [intervals]
//
// It needs the program of tests/guests/rewriter.cpp: WASMPAIR_REWRITER names
// it, or it is in build/release.
package main

import (
	"fmt"
	"os"
	"slices"
)

// benches are run in this order.
var benches = []struct {
	name string
	run  func(guest) error
}{
	{"fresh", benchFresh},
	{"snapshot", benchSnapshot},
	{"restart", benchRestart},
	{"fair", benchFair},
	{"deadlines", benchDeadlines},
	{"intervals", benchIntervals},
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func run(chosen []string) error {
	g, err := buildGuest()
	if err != nil {
		return err
	}
	defer g.remove()
	for _, b := range benches {
		if len(chosen) > 0 && !slices.Contains(chosen, b.name) {
			continue
		}
		if err := b.run(g); err != nil {
			return fmt.Errorf("%s: %w", b.name, err)
		}
	}
	return nil
}
