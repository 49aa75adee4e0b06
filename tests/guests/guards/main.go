// Command guards breaks the guards of templates/guest one at a time, in a copy,
// and requires that a test fails for each:
//
//	go run ./guards [TEXT…]      those whose titles contain one of the texts
//
// It runs in tests/guests. guest.guards has one paragraph for each guard:
//
//	FILE: TITLE
//	- the text of the guard, which occurs once in the file
//	+ what it is replaced by
//	? a pattern for go test -run
package main

import (
	"context"
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
	survivors, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	if survivors > 0 {
		os.Exit(1)
	}
}

func run(chosen []string) (survivors int, err error) {
	list, err := os.ReadFile("guards/guest.guards")
	if err != nil {
		return 0, err
	}
	copied, err := os.MkdirTemp("", "guards")
	if err != nil {
		return 0, err
	}
	defer func() { _ = os.RemoveAll(copied) }()
	for _, directory := range []string{"templates/guest", "templates/guest-sdk", "tests/guests"} {
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
		outcome, err := g.try(filepath.Join(copied, "templates/guest"))
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
	for line := range strings.SplitSeq(paragraph, "\n") {
		switch {
		case strings.HasPrefix(line, "- "):
			g.text = line[2:]
		case strings.HasPrefix(line, "+ "), line == "+":
			g.broken = strings.TrimPrefix(line[1:], " ")
		case strings.HasPrefix(line, "? "):
			g.tests = line[2:]
		case !strings.HasPrefix(line, "#"):
			g.file, g.title, _ = strings.Cut(line, ": ")
		}
	}
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
