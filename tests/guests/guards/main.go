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
//	? a pattern for go test -run
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

type guard struct{ file, title, text, broken, tests string }

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
	for _, directory := range []string{filepath.Join("templates", name), "templates/guest-sdk", "tests/guests"} {
		if err := os.CopyFS(filepath.Join(copied, directory), os.DirFS(filepath.Join("../..", directory))); err != nil {
			return 0, err
		}
	}
	noticed := 0
	for paragraph := range strings.SplitSeq(string(list), "\n\n") {
		g, found := parse(paragraph)
		if !found || !g.isChosen(chosen) {
			continue
		}
		outcome, err := g.try(filepath.Join(copied, "templates", name))
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

func parse(paragraph string) (g guard, found bool) {
	var text, broken []string
	for line := range strings.SplitSeq(paragraph, "\n") {
		switch {
		case strings.HasPrefix(line, "- "):
			text = append(text, line[2:])
		case strings.HasPrefix(line, "+ "), line == "+":
			broken = append(broken, strings.TrimPrefix(line[1:], " "))
		case strings.HasPrefix(line, "? "):
			g.tests = line[2:]
		case line != "" && !strings.HasPrefix(line, "#"):
			g.file, g.title, _ = strings.Cut(line, ": ")
		}
	}
	g.text, g.broken = strings.Join(text, "\n"), strings.Join(broken, "\n")
	return g, g.text != "" && g.tests != ""
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
func (g guard) try(directory string) (outcome string, err error) {
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
	ctx, cancel := context.WithTimeout(context.Background(), patience+time.Minute)
	defer cancel()
	err = exec.CommandContext(ctx, "go", "-C", directory, "test", "-failfast", "-timeout", patience.String(), "-run", g.tests, ".").Run()
	if err == nil {
		return "SURVIVED", nil
	}
	return "noticed", nil
}

func orFirst(first, second error) error {
	if first != nil {
		return first
	}
	return second
}
