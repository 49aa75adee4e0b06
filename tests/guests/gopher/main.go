// Command gopher is a guest in Go for tests: the input's first word says what
// it does, good or bad.
package main

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	mathrand "math/rand"
	"os"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"guest"
)

func main() {}

//go:wasmexport handle
func handle(n uint32) uint32 { return guest.Serve(n, serve) }

func serve(in []byte) ([]byte, error) {
	word, rest, _ := bytes.Cut(in, []byte(" "))
	if f := commands[string(word)]; f != nil {
		return f(rest)
	}
	return nil, errors.New("unknown command")
}

var commands = map[string]func([]byte) ([]byte, error){
	// Good ones.
	"echo":   func(in []byte) ([]byte, error) { return in, nil },
	"json":   transform,
	"regexp": filter,
	"refuse": func(in []byte) ([]byte, error) { return nil, errors.New(string(in)) },
	"data":   data,
	"random": random,
	"print":  func(in []byte) ([]byte, error) { _, err := fmt.Print(string(in)); return nil, err },
	"sleep":  func(in []byte) ([]byte, error) { return in, sleep(string(in)) },
	"canary": canary,
	"work":   work,

	// Bad ones.
	"spin": func([]byte) ([]byte, error) {
		for {
		}
	},
	"sortspin":   sortSpin,
	"goroutine":  func([]byte) ([]byte, error) { go spin(); return []byte("left"), nil },
	"panic":      func(in []byte) ([]byte, error) { panic(string(in)) },
	"panicbig":   func([]byte) ([]byte, error) { panic(strings.Repeat("\x1b[31mAAAAA", 10<<20)) },
	"nil":        func([]byte) ([]byte, error) { var m map[string]int; m["x"] = 1; return nil, nil },
	"exit":       func([]byte) ([]byte, error) { os.Exit(0); return nil, nil },
	"deadlock":   func([]byte) ([]byte, error) { select {} },
	"allocate":   func([]byte) ([]byte, error) { kept = append(kept, make([]byte, 1<<30)); return nil, nil },
	"grow":       growSlowly,
	"recurse":    func([]byte) ([]byte, error) { return []byte{byte(recurse(1))}, nil },
	"flood":      flood,
	"stdin":      func([]byte) ([]byte, error) { return io.ReadAll(os.Stdin) },
	"args":       func([]byte) ([]byte, error) { return []byte(strings.Join(os.Args, " ")), nil },
	"env":        func([]byte) ([]byte, error) { return []byte(strings.Join(os.Environ(), " ")), nil },
	"files":      files,
	"entropy":    entropy,
	"clockspin":  clockSpin,
	"hugeoutput": func([]byte) ([]byte, error) { return make([]byte, 5<<20), nil },
}

var kept [][]byte

func spin() {
	for {
	}
}

func transform(in []byte) ([]byte, error) {
	var items []struct {
		Name  string `json:"name"`
		Count int    `json:"count"`
	}
	if err := json.Unmarshal(in, &items); err != nil {
		return nil, err
	}
	sort.Slice(items, func(a, b int) bool { return items[a].Count > items[b].Count })
	return json.Marshal(items)
}

var address = regexp.MustCompile(`[\w.]+@[\w.]+`)

func filter(in []byte) ([]byte, error) { return address.ReplaceAll(in, []byte("…")), nil }

func data(in []byte) ([]byte, error) {
	value, found := guest.Data(string(in))
	if !found {
		return nil, errors.New("no data")
	}
	return value, nil
}

func random([]byte) ([]byte, error) {
	var secure [8]byte
	_, err := rand.Read(secure[:])
	return fmt.Appendf(nil, "%d %x", mathrand.Uint64(), secure), err
}

// work hashes as often as the input says.
func work(in []byte) ([]byte, error) {
	n, err := strconv.Atoi(string(in))
	sum := sha256.Sum256(in)
	for range n {
		sum = sha256.Sum256(sum[:])
	}
	return sum[:], err
}

func sleep(text string) error {
	d, err := time.ParseDuration(text)
	time.Sleep(d)
	return err
}

// canary returns what an earlier call left in globals, on the heap and in the
// map, and leaves its own input there.
var (
	left    []byte
	leftMap = map[string]string{}
)

func canary(in []byte) ([]byte, error) {
	found := append([]byte(nil), left...)
	for key, value := range leftMap {
		found = append(found, key+value...)
	}
	left = append([]byte(nil), in...)
	leftMap[string(in)] = string(in)
	return found, nil
}

func sortSpin([]byte) ([]byte, error) {
	slices.SortFunc(make([]int, 100), func(a, b int) int { spin(); return 0 })
	return nil, nil
}

func growSlowly([]byte) ([]byte, error) {
	for {
		kept = append(kept, bytes.Repeat([]byte{1}, 1<<16))
	}
}

func recurse(n int) int { return recurse(n+1) + n }

func flood([]byte) ([]byte, error) {
	for n := range 20000 {
		fmt.Printf("line %d \x1b[2J\n", n)
	}
	return nil, nil
}

func entropy([]byte) ([]byte, error) {
	b := make([]byte, 1<<20)
	for {
		_, _ = rand.Read(b)
	}
}

func clockSpin([]byte) ([]byte, error) {
	for {
		_ = time.Now()
	}
}

// files tries all that a guest could do with files. It returns what worked.
func files(in []byte) ([]byte, error) {
	var worked []string
	try := func(what string, err error) {
		if err == nil {
			worked = append(worked, what)
		}
	}
	for _, path := range []string{"/", ".", "..", "/etc/passwd", "../../../../etc/passwd", "/proc/self/environ", string(in)} {
		_, err := os.ReadFile(path)
		try("read "+path, err)
		_, err = os.ReadDir(path)
		try("list "+path, err)
		_, err = os.Stat(path)
		try("stat "+path, err)
		try("write "+path, os.WriteFile(path+"/written", nil, 0o600))
		try("link "+path, os.Symlink(path, "link"))
		try("hard link "+path, os.Link(path, "hard"))
		try("remove "+path, os.Remove(path))
		try("mkdir "+path, os.Mkdir(path+"/made", 0o700))
		try("rename "+path, os.Rename(path, "renamed"))
	}
	return []byte(strings.Join(worked, ", ")), nil
}
