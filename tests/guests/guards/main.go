// Command guards breaks the guards of a Go package in templates one at a time,
// in a copy, and requires that a test fails for each:
//
//	go run ./guards [-of guest|go-server] [TEXT…]
//
// TEXT: those whose titles contain one of the texts. It runs in tests/guests.
// guest.guards, or go-server.guards, has one paragraph for each guard:
//
//	FILE: TITLE
//	- the text of the guard, or several lines; it occurs once in the file
//	+ what it is replaced by
//	? a pattern for go test -run, of the package or, after "DIRECTORY: ", of
//	  tests with a module of their own
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// patience is long after the tests end: a broken guard may make one wait for
// ever.
const patience = 2 * time.Minute

type guard struct {
	directory, file     string // the file, in its package
	title, text, broken string
	tested, pattern     string // where the tests are, and which
}

func main() {
	name := flag.String("of", "guest", "the package in templates")
	flag.Parse()
	survivors, err := run(*name, flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	if survivors > 0 {
		os.Exit(1)
	}
}

func run(name string, chosen []string) (survivors int, err error) {
	list, err := os.ReadFile(filepath.Join("guards", name+".guards"))
	if err != nil {
		return 0, err
	}
	copied, err := os.MkdirTemp("", "guards")
	if err != nil {
		return 0, err
	}
	defer func() { _ = os.RemoveAll(copied) }()
	for _, directory := range []string{filepath.Join("templates", name), "templates/guest-sdk", "tests/guests", "tests/servers/go-server"} {
		if err := os.CopyFS(filepath.Join(copied, directory), os.DirFS(filepath.Join("../..", directory))); err != nil {
			return 0, err
		}
	}
	var guards []guard
	for paragraph := range strings.SplitSeq(string(list), "\n\n") {
		if g, found := parse(paragraph, filepath.Join("templates", name)); found && g.isChosen(chosen) {
			guards = append(guards, g)
		}
	}
	if err := expectPass(copied, guards); err != nil {
		return 0, err
	}
	noticed := 0
	for _, g := range guards {
		outcome, err := g.try(copied)
		if err != nil {
			return 0, err
		}
		fmt.Printf("%-9s %s: %s\n", outcome, g.file, g.title)
		if outcome == "noticed" {
			noticed++
		} else {
			survivors++
		}
	}
	fmt.Printf("%d of %d guards noticed\n", noticed, noticed+survivors)
	return survivors, nil
}

func parse(paragraph, directory string) (g guard, found bool) {
	g.directory, g.tested = directory, directory
	var text, broken []string
	for line := range strings.SplitSeq(paragraph, "\n") {
		switch {
		case strings.HasPrefix(line, "- "):
			text = append(text, line[2:])
		case strings.HasPrefix(line, "+ "), line == "+":
			broken = append(broken, strings.TrimPrefix(line[1:], " "))
		case strings.HasPrefix(line, "? "):
			g.pattern = line[2:]
			if other, pattern, found := strings.Cut(g.pattern, ": "); found {
				g.tested, g.pattern = other, pattern
			}
		case line != "" && !strings.HasPrefix(line, "#"):
			g.file, g.title, _ = strings.Cut(line, ": ")
		}
	}
	g.text, g.broken = strings.Join(text, "\n"), strings.Join(broken, "\n")
	return g, g.text != "" && g.pattern != ""
}

func (g guard) isChosen(chosen []string) bool {
	for _, text := range chosen {
		if strings.Contains(g.file+": "+g.title, text) {
			return true
		}
	}
	return len(chosen) == 0
}

// try breaks the guard, runs the tests and puts it back.
func (g guard) try(root string) (outcome string, err error) {
	directory := filepath.Join(root, g.directory)
	file := filepath.Join(directory, g.file)
	whole, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	if n := strings.Count(string(whole), g.text); n != 1 {
		return "", fmt.Errorf("%s: the text of %q occurs %d times", g.file, g.title, n)
	}
	broken := strings.Replace(string(whole), g.text, g.broken, 1)
	if err := os.WriteFile(file, []byte(broken), 0o600); err != nil {
		return "", err
	}
	defer func() { err = orFirst(err, os.WriteFile(file, whole, 0o600)) }()

	if text, err := exec.Command("go", "-C", directory, "build", "./...").CombinedOutput(); err != nil {
		return "", fmt.Errorf("%s: %q does not compile when it is broken:\n%s", g.file, g.title, text)
	}
	if _, err := runTests(filepath.Join(root, g.tested), g.pattern, patience); err == nil {
		return "SURVIVED", nil
	}
	return "noticed", nil
}

// expectPass runs the tests of all guards before one is broken: a test that
// fails anyway would notice everything.
func expectPass(root string, guards []guard) error {
	patterns := make(map[string][]string)
	for _, g := range guards {
		patterns[g.tested] = append(patterns[g.tested], g.pattern)
	}
	for directory, all := range patterns {
		if output, err := runTests(filepath.Join(root, directory), strings.Join(all, "|"), 10*patience); err != nil {
			return fmt.Errorf("%s: the tests fail before a guard is broken:\n%s", directory, output)
		}
	}
	return nil
}

func runTests(directory, pattern string, limit time.Duration) (output []byte, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), limit+time.Minute)
	defer cancel()
	return exec.CommandContext(ctx, "go", "-C", directory, "test", "-failfast", "-timeout", limit.String(), "-run", pattern, ".").CombinedOutput()
}

func orFirst(first, second error) error {
	if first != nil {
		return first
	}
	return second
}
