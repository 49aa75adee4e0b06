package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"

	"guesthost"
)

const (
	repository = "../../../.."
	interval   = 1_000_000
	depth      = 50_000
	pages      = 1024
)

// guest is a module as Go linked it.
type guest struct {
	directory string
	module    []byte
}

func buildGuest() (g guest, err error) {
	if g.directory, err = os.MkdirTemp("", "guest"); err != nil {
		return g, err
	}
	out := filepath.Join(g.directory, "guest.wasm")
	build := exec.Command("go", "build", "-p=2", "-buildvcs=false", "-buildmode=c-shared", "-o", out, "./gopher")
	build.Dir = filepath.Join(repository, "tests", "guests")
	build.Env = append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm", "GOFLAGS=")
	if text, err := build.CombinedOutput(); err != nil {
		return g, fmt.Errorf("%w\n%s", err, text)
	}
	g.module, err = os.ReadFile(out)
	return g, err
}

func (g guest) remove() { _ = os.RemoveAll(g.directory) }

// packed is the guest as the packer rewrites it.
func (g guest) packed(interval int) (r guesthost.Release, err error) {
	program := os.Getenv("WASMPAIR_REWRITER")
	if program == "" {
		program = filepath.Join(repository, "build", "release", "tests", "rewriter")
	}
	in, out := filepath.Join(g.directory, "guest.wasm"), filepath.Join(g.directory, "packed.wasm")
	rewriting := exec.Command(program, "rewrite", in, out, strconv.Itoa(interval), strconv.Itoa(depth), strconv.Itoa(pages))
	if text, err := rewriting.CombinedOutput(); err != nil {
		return r, fmt.Errorf("%w\n%s", err, text)
	}
	module, err := os.ReadFile(out)
	if err != nil {
		return r, err
	}
	digest := sha256.Sum256(module)
	r = guesthost.Release{
		Name: "gopher", Digest: hex.EncodeToString(digest[:]), Module: module,
		Entries:  []guesthost.Entry{{Name: "handle", Convention: guesthost.Handle}},
		Interval: int32(interval), Depth: depth, MemoryPages: pages, Restorable: true,
	}
	for _, export := range regexp.MustCompile(`wasmpair\.g(\d+)\x03`).FindAllSubmatch(module, -1) {
		number, err := strconv.ParseUint(string(export[1]), 10, 32)
		if err != nil {
			return r, err
		}
		r.Globals = append(r.Globals, uint32(number))
	}
	return r, nil
}

// config is what all hosts of these benches have in common.
func config() guesthost.Config {
	return guesthost.Config{NoCache: true, Log: slog.New(slog.DiscardHandler)}
}
