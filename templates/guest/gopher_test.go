package guesthost

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// gopher builds tests/guests/gopher once: a real guest in Go.
var gopher = sync.OnceValues(func() ([]byte, error) {
	return buildGo("gopher", "GOOS=wasip1", "-buildmode=c-shared")
})

// buildGo builds a program of tests/guests for WebAssembly.
func buildGo(program, system string, flags ...string) ([]byte, error) {
	directory, err := os.MkdirTemp("", "guest")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(directory) }()
	out := filepath.Join(directory, "guest.wasm")
	command := exec.Command("go", append(append([]string{"build", "-p=2", "-buildvcs=false", "-o", out}, flags...), "./"+program)...)
	command.Dir = filepath.Join("..", "..", "tests", "guests")
	command.Env = append(os.Environ(), system, "GOARCH=wasm", "GOFLAGS=")
	if text, err := command.CombinedOutput(); err != nil {
		return nil, errors.New(err.Error() + "\n" + string(text))
	}
	return os.ReadFile(out)
}

// The options of `wasmpair guest` that matter here: its defaults, but for a
// maximum of memory that lets tests choose a lower one.
const (
	packedInterval = 1_000_000
	packedDepth    = 50_000
	packedPages    = 16 << 10
)

// packedGopher is the gopher as the packer rewrites it.
var packedGopher = sync.OnceValues(func() (r Release, err error) {
	module, err := gopher()
	if err != nil {
		return r, err
	}
	return packed(module, packedInterval, handleEntry)
})

// packed rewrites a module by the program of tests/guests/rewriter.cpp, which
// the build tree has.
func packed(module []byte, interval int32, entries ...Entry) (r Release, err error) {
	program := os.Getenv("WASMPAIR_REWRITER")
	if program == "" {
		program = filepath.Join("..", "..", "build", "release", "tests", "rewriter")
	}
	directory, err := os.MkdirTemp("", "guest")
	if err != nil {
		return r, err
	}
	defer func() { _ = os.RemoveAll(directory) }()
	in, out := filepath.Join(directory, "in"), filepath.Join(directory, "out")
	if err := os.WriteFile(in, module, 0o600); err != nil {
		return r, err
	}
	text, err := exec.Command(program, "rewrite", in, out, fmt.Sprint(interval), fmt.Sprint(packedDepth), fmt.Sprint(packedPages)).CombinedOutput()
	if err != nil {
		return r, fmt.Errorf("build the target rewriter, or name the program by WASMPAIR_REWRITER: %w\n%s", err, text)
	}
	if module, err = os.ReadFile(out); err != nil {
		return r, err
	}
	r = releaseOf(module, entries...)
	r.Interval, r.Depth, r.MemoryPages, r.Restorable = interval, packedDepth, packedPages, true
	for _, export := range regexp.MustCompile(`wasmpair\.g(\d+)\x03`).FindAllSubmatch(module, -1) {
		number, err := strconv.ParseUint(string(export[1]), 10, 32)
		if err != nil {
			return r, err
		}
		r.Globals = append(r.Globals, uint32(number))
	}
	return r, nil
}

var handleEntry = Entry{"handle", Handle}

// gopherHost runs the gopher as it was packed. Compiling it takes seconds, so
// tests share a cache on disk.
func gopherHost(t testing.TB, change func(*Config)) *Host {
	t.Helper()
	r, err := packedGopher()
	if err != nil {
		t.Fatal(err)
	}
	config := testConfig()
	config.MaxMemory = 32 << 20
	config.NoCache, config.CacheDir = false, gopherCache(t)
	if change != nil {
		change(&config)
	}
	return newHost(t, config, r)
}

var gopherCacheDirectory string

func gopherCache(t testing.TB) string {
	if gopherCacheDirectory == "" {
		t.Fatal("TestMain did not make the cache")
	}
	return gopherCacheDirectory
}

func TestMain(m *testing.M) {
	os.Exit(func() int {
		directory, err := os.MkdirTemp("", "guest-cache")
		if err != nil {
			panic(err)
		}
		defer func() { _ = os.RemoveAll(directory) }()
		gopherCacheDirectory = directory
		return m.Run()
	}())
}

func ask(h *Host, tenant, command string) (string, error) {
	out, err := h.Invoke(background, "handle", tenant, []byte(command))
	return string(out), err
}

func mustAsk(t testing.TB, h *Host, tenant, command, want string) {
	t.Helper()
	if out, err := ask(h, tenant, command); err != nil || out != want {
		t.Fatalf("%s: %q, %v; want %q", command, out, err, want)
	}
}

func TestGopherWorks(t *testing.T) {
	h := gopherHost(t, func(c *Config) { c.Env = []string{"COLOR=blue", "EMPTY="} })
	mustAsk(t, h, "a", "echo hello", "hello")
	mustAsk(t, h, "a", "echo ", "")
	mustAsk(t, h, "a", `json [{"name":"b","count":1},{"name":"a","count":2}]`, `[{"name":"a","count":2},{"name":"b","count":1}]`)
	mustAsk(t, h, "a", "regexp mail a@b.c now", "mail … now")
	mustAsk(t, h, "a", "sleep 3ms", "3ms")
	mustAsk(t, h, "a", "env", "COLOR=blue EMPTY=")
	mustAsk(t, h, "a", "args", "")
	mustAsk(t, h, "a", "stdin", "")
	mustAsk(t, h, "a", "files "+t.TempDir(), "")
	mustAsk(t, h, "a", "goroutine", "left")
	big := strings.Repeat("0123456789", 100_000)
	mustAsk(t, h, "a", "echo "+big, big)
	_, err := ask(h, "a", "refuse because\x1b[2J")
	var refused *GuestError
	if !errors.As(err, &refused) || refused.Text != `because\x1b[2J` || string(refused.Raw) != "because\x1b[2J" {
		t.Fatalf("got %#v", err)
	}
}

func TestGopherAttacks(t *testing.T) {
	for _, k := range []struct {
		command string
		want    error
		log     string
	}{
		{"spin", ErrTimeout, ""},
		{"sortspin", ErrTimeout, ""},
		{"clockspin", ErrTimeout, ""},
		{"entropy", ErrTimeout, ""},
		{"sleep 1h", ErrTimeout, ""},
		{"panic oh\x1b[2J", ErrTrap, `panic: oh`},
		{"panicbig", ErrTrap, `panic: `},
		{"nil", ErrTrap, "assignment to entry in nil map"},
		{"exit", ErrExited, ""},
		{"deadlock", ErrTrap, "deadlock"},
		{"allocate", ErrMemory, "out of memory"},
		{"grow", ErrMemory, "out of memory"},
		{"recurse", ErrTrap, ""},
		{"hugeoutput", ErrTooBig, ""},
	} {
		word, _, _ := strings.Cut(k.command, " ")
		t.Run(word, func(t *testing.T) {
			t.Parallel()
			h := gopherHost(t, func(c *Config) {
				c.Live, c.Running, c.Prestart, c.MaxMemory = 4, 2, 1, 96<<20
				if word == "panicbig" {
					c.MaxMemory = 512 << 20
				}
				if k.want == ErrTimeout {
					c.Timeout = 500 * time.Millisecond
				}
			})
			_, err := ask(h, "attacker", k.command)
			if !is(err, k.want) {
				t.Fatalf("got %v; want %v", err, k.want)
			}
			var trap *Trap
			if !errors.As(err, &trap) || !strings.Contains(trap.Log, k.log) {
				t.Errorf("the log lacks %q: %v %#v", k.log, err, trap)
			}
			if control.MatchString(err.Error() + trap.Log + strings.Join(trap.Stack, "")) {
				t.Errorf("control characters in %#v", trap)
			}
			if len(trap.Log) > 2*maxLogPart+40 {
				t.Errorf("%d bytes of log", len(trap.Log))
			}
			for range 20 { // The victim may be slow on a busy machine, but not for ever.
				if out, err := ask(h, "victim", "echo fine"); err == nil {
					if out != "fine" {
						t.Fatal(out)
					}
					return
				} else if !is(err, ErrTimeout) {
					t.Fatal(err)
				}
			}
			t.Fatal("the victim was starved")
		})
	}
}

var control = regexp.MustCompile(`[\x00-\x1f\x7f]`)

func TestOutputIsBoundedAndEscaped(t *testing.T) {
	l := new(logged)
	h := gopherHost(t, func(c *Config) { c.Log, c.MaxLog = l.logger(), 1000 })
	if _, err := ask(h, "a", "flood"); err != nil {
		t.Fatal(err)
	}
	text := l.String()
	if strings.Count(text, "\n") != 1 || strings.Contains(text, "\x1b") || len(text) > 5000 {
		t.Fatalf("%d bytes: %q", len(text), text)
	}
	for _, part := range []string{"line 0 ", "line 19999 ", " bytes …", "tenant=a", "entry=handle"} {
		if !strings.Contains(text, part) {
			t.Errorf("%q lacks %q", text, part)
		}
	}
}

func TestRandomness(t *testing.T) {
	for _, snapshot := range []bool{false, true} {
		h := gopherHost(t, func(c *Config) { c.Snapshot = snapshot })
		first, err := ask(h, "a", "random")
		if err != nil {
			t.Fatal(err)
		}
		second, _ := ask(h, "a", "random")
		a, b := strings.Fields(first), strings.Fields(second)
		if a[1] == b[1] || (a[0] == b[0]) != snapshot {
			t.Errorf("snapshot %v: %q and %q", snapshot, first, second)
		}
	}
}

func TestDataIsScoped(t *testing.T) {
	h := gopherHost(t, func(c *Config) { c.Data = tenantData })
	mustAsk(t, h, "a", "data name", "a's name")
	mustAsk(t, h, "b", "data name", "b's name")
	mustAsk(t, h, "b", "data long", strings.Repeat("long", 5000))
	if _, err := ask(h, "b", "data none"); !is(err, ErrRefused) {
		t.Fatal(err)
	}
}
