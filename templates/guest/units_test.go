package guesthost

import (
	"bytes"
	"math/rand"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPrintable(t *testing.T) {
	for text, want := range map[string]string{
		"plain äöü 漢":    "plain äöü 漢",
		"\x1b[2J":        `\x1b[2J`,
		"a\r\n\tb":       `a\r\n\tb`,
		`\n`:             `\\n`,
		"\xff\xc3":       `\xff\xc3`,
		"\u202eabc":      `\u202eabc`,
		"'\"":            `'"`,
		"\u2028":         `\u2028`,
		"\U000e0001":     `\U000e0001`,
		"\x00\x7f\u0085": `\x00\x7f\u0085`,
		"\ufffd":         "\ufffd",
	} {
		if got := printable([]byte(text), 100); got != want {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
	if got := printable([]byte("\n\n\n\n"), 5); got != `\n\n…` {
		t.Error(got)
	}
}

func FuzzPrintable(f *testing.F) {
	f.Add([]byte("a\x1b\xff\u202e"), 4)
	f.Fuzz(func(t *testing.T, text []byte, limit int) {
		got := printable(text, limit)
		if !utf8.ValidString(got) || control.MatchString(got) || len(got) > max(limit, 0)+len("…") {
			t.Errorf("%q", got)
		}
	})
}

func TestBoundedLog(t *testing.T) {
	for range 2000 {
		l := boundedLog{limit: rand.Intn(20)}
		var all []byte
		for range rand.Intn(8) {
			piece := make([]byte, rand.Intn(25))
			for n := range piece {
				piece[n] = byte('a' + rand.Intn(26))
			}
			all = append(all, piece...)
			l.add(piece)
		}
		half := l.limit / 2
		head := all[:min(half, len(all))]
		tail := all[len(head):]
		tail = tail[max(0, len(tail)-half):]
		if !bytes.Equal(l.head, head) || !bytes.Equal(l.end(), tail) || l.dropped() != uint64(len(all)-len(head)-len(tail)) {
			t.Fatalf("limit %d: %q -> %q %q %d", l.limit, all, l.head, l.end(), l.dropped())
		}
		if last := l.last(7); !bytes.HasSuffix(all, last) || len(last) > 7 {
			t.Fatalf("last of %q: %q", all, last)
		}
		if text := l.summary(100); l.dropped() == 0 && text != string(all) || l.dropped() > 0 && !strings.Contains(text, "…") {
			t.Fatalf("summary of %q: %q", all, text)
		}
	}
}

func TestCacheIsThisUsersAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("access control lists protect it")
	}
	above := t.TempDir()
	good := filepath.Join(above, "new", "cache")
	if _, err := openCacheIn(good); err != nil {
		t.Fatal(err)
	}
	if info, _ := os.Stat(good); info.Mode().Perm() != 0o700 {
		t.Errorf("mode %v", info.Mode())
	}
	link, file, open := filepath.Join(above, "link"), filepath.Join(above, "file"), filepath.Join(above, "open")
	_ = os.Symlink(good, link)
	_ = os.WriteFile(file, nil, 0o600)
	_ = os.Mkdir(open, 0o700)
	_ = os.Chmod(open, 0o755)
	below := filepath.Join(open, "below")
	for bad, reason := range map[string]string{link: "is not a directory", file: "not a directory", open: "mode 0700"} {
		if _, err := openCacheIn(bad); err == nil || !strings.Contains(err.Error(), reason) {
			t.Errorf("%s: %v", bad, err)
		}
	}
	_ = os.Chmod(open, 0o777)
	if _, err := openCacheIn(below); err == nil {
		t.Error("a directory that others can replace was used")
	}
	_ = os.Chmod(open, 0o777|os.ModeSticky)
	if _, err := openCacheIn(below); err != nil {
		t.Error("in a sticky directory:", err)
	}
	config := testConfig()
	config.NoCache, config.CacheDir = false, link
	if _, err := NewRelease(background, config, echoGuest()); err == nil {
		t.Error("New used it")
	}
	t.Setenv("XDG_CACHE_HOME", file)
	config.CacheDir = ""
	l := new(logged)
	config.Log = l.logger()
	newHost(t, config, echoGuest())
	if !strings.Contains(l.String(), "not cached") {
		t.Error("no warning:", l)
	}
}

func TestWarningAboutMemory(t *testing.T) {
	for machine, want := range map[uint64]bool{0: false, 10 << 30: false, 1 << 30: true} {
		l := new(logged)
		c := testConfig()
		c.Log, c.Live, c.MaxMemory = l.logger(), 16, 64<<20
		warnAboutMemory(&c, &Release{Depth: 1}, machine)
		if got := strings.Contains(l.String(), "lower Config.Live"); got != want {
			t.Errorf("%d: %s", machine, l)
		}
	}
	if runtime.GOOS == "linux" && machineMemory() < 16<<20 {
		t.Error(machineMemory())
	}
	if smaller(5, []byte("max\n"), 1) != 5 || smaller(0, []byte("7\n"), 2) != 14 || smaller(5, []byte("7"), 1) != 5 {
		t.Error("smaller")
	}
}

func FuzzReadLimits(f *testing.F) {
	f.Add(echoGuest().Module)
	f.Add([]byte("\x00asm\x01\x00\x00\x00\x04\x07\x01\x70\x00\xff\xff\xff\xff\x0f"))
	f.Add([]byte("\x00asm\x01\x00\x00\x00\x05\x06\x01\x01\x00\xff\xff\x03"))
	f.Fuzz(func(t *testing.T, module []byte) {
		limits, err := readLimits(module)
		if err != nil {
			return
		}
		again, err := readLimits(append(bytes.Clone(module), 0, 0)) // an empty custom section
		if err != nil || again != limits {
			t.Errorf("%+v, then %+v, %v", limits, again, err)
		}
	})
}

func TestReadLimits(t *testing.T) {
	a := newGuest(true)
	a.table, a.tableMaximum, a.memoryMaximum = 300, 350, 400
	if l, err := readLimits(a.bytes()); err != nil || l.tableMaximum != 350 || l.memoryMaximum != 400 {
		t.Error(l, err)
	}
	head := "\x00asm\x01\x00\x00\x00"
	for _, text := range []string{"", "\x00asm", head + "\x04", head + "\x04\x05\x01", head + "\x04\x01\x80",
		head + "\x05\x08\x01\x01\x00\xff\xff\xff\xff\x1f", head + "\x05\x05\x02\x00\x01\x00\x01",
		head + "\x04\x06\xff\xff\xff\xff\x0f\x70", head + "\x05\x03\x01\x02\x00"} {
		if l, err := readLimits([]byte(text)); err == nil {
			t.Errorf("%q: %+v", text, l)
		}
	}
}
