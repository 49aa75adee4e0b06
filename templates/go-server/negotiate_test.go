package assets

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// three is a file with copies of which br is the smallest.
var three = resource{encoded: []representation{{coding: "br", size: 1}, {coding: "gzip", size: 2}, {coding: "zstd", size: 3}}}

func chosenBy(values ...string) string {
	if coding := three.choose(values).coding; coding != "" {
		return coding
	}
	return "identity"
}

func TestChoosesWhatTheClientPrefers(t *testing.T) {
	for value, want := range map[string]string{
		"":                               "identity",
		"gzip, deflate, br, zstd":        "br",
		"gzip":                           "gzip",
		"GZIP":                           "gzip",
		"x-gzip":                         "gzip",
		"x-br":                           "identity",
		"deflate":                        "identity",
		"br;q=0.5, gzip;q=0.6":           "gzip",
		"br;q=0.5 , gzip ; Q=0.501":      "gzip",
		"br;q=0, *":                      "gzip",
		"*":                              "br",
		"*;q=0.5, zstd":                  "zstd",
		"*;q=0":                          "identity",
		"*;q=0, identity;q=0":            "identity",
		"identity, br;q=0.5":             "identity",
		"identity;q=0.5, br;q=0.5":       "br",
		"identity;q=0":                   "identity",
		"br, br;q=0":                     "identity",
		"br;q=1.001":                     "identity",
		"br;q=0.0001":                    "identity",
		"br;q=-1":                        "identity",
		"br;q=":                          "identity",
		"br;level=1":                     "identity",
		"br;q=1;x=1":                     "identity",
		"\"br, gzip\", zstd":             "zstd",
		`"a,br,b", gzip`:                 "gzip",
		`"a\",br,b", gzip`:               "gzip",
		",,gzip,":                        "gzip",
		"br\x00, gzip":                   "gzip",
		strings.Repeat("br;q=0.5,", 500): "br",
	} {
		if got := chosenBy(value); got != want {
			t.Errorf("%q: %s, want %s", value, got, want)
		}
	}
	if got := chosenBy("gzip", "br;q=0.1"); got != "gzip" {
		t.Errorf("several fields: %s", got)
	}
	if got := chosenBy(); got != "identity" {
		t.Errorf("no field: %s", got)
	}
}

func FuzzAcceptEncoding(f *testing.F) {
	for _, seed := range []string{"gzip, deflate, br, zstd", "br;q=0.5, *;q=0", "identity;q=0, x-gzip ; Q=0.001", `"a,b", br`, ";q=1", "\\\"", "*"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		chosen := chosenBy(value)
		if !slices.Contains([]string{"identity", "br", "gzip", "zstd"}, chosen) {
			t.Fatalf("%q is not offered", chosen)
		}
		lower := strings.ToLower(value)
		if chosen != "identity" && !strings.Contains(lower, chosen) && !strings.Contains(lower, "*") {
			t.Errorf("%s was not named by %q", chosen, value)
		}
		// An exclusion wins, whatever a proxy adds around it.
		if chosen != "identity" && !strings.ContainsAny(value, `"\`) {
			for _, excluding := range []string{value + "," + chosen + ";q=0", chosen + ";q=0.000 ," + value} {
				if chosenBy(excluding) == chosen {
					t.Errorf("%q gets %s", excluding, chosen)
				}
			}
		}
		if !strings.ContainsAny(value, `"\`) && chosenBy("\t"+value+" ") != chosen {
			t.Errorf("%q: white space changes the choice", value)
		}
	})
}

func FuzzRange(f *testing.F) {
	for _, seed := range []string{"bytes=0-99", "bytes=-5", "bytes=5-", "Bytes = 1-1 ,", "bytes=1-0", "bytes=0-1,3-4", "bytes=99999999999999999999-", "lines=1-2"} {
		f.Add(seed, int64(1000))
	}
	f.Fuzz(func(t *testing.T, value string, size int64) {
		if size < 0 {
			return
		}
		part, outcome := parseRange(value, size)
		if outcome == rangeSatisfiable && (part.first < 0 || part.length <= 0 || part.first > size-part.length) {
			t.Errorf("%q of %d bytes: %+v", value, size, part)
		}
		if outcome != rangeSatisfiable && part != (byteRange{}) {
			t.Errorf("%q: %+v", value, part)
		}
	})
}

func TestParsesRanges(t *testing.T) {
	for value, want := range map[string]string{
		"bytes=0-99":                         "1 0+99",
		"bytes=0-0":                          "1 0+1",
		"bytes=99-":                          "2 0+0",
		"bytes=98-98":                        "1 98+1",
		"bytes=-1":                           "1 98+1",
		"bytes=-0":                           "2 0+0",
		"bytes=-100":                         "1 0+99",
		"bytes=1-0":                          "0 0+0",
		"bytes=1,-2":                         "0 0+0",
		"bytes=-":                            "0 0+0",
		"bytes=+1-2":                         "0 0+0",
		"bytes=1 - 2":                        "0 0+0",
		"bytes":                              "0 0+0",
		"BYTES = ,5-6,":                      "1 5+2",
		"bytes=9223372036854775808-":         "2 0+0",
		"bytes=0-18446744073709551616000000": "1 0+99",
	} {
		part, outcome := parseRange(value, 99)
		if got := fmt.Sprintf("%d %d+%d", outcome, part.first, part.length); got != want {
			t.Errorf("%s: %s, want %s", value, got, want)
		}
	}
	if _, outcome := parseRange("bytes=0-", 0); outcome != rangeUnsatisfiable {
		t.Error("a range of an empty file")
	}
}

func TestFindsTagsInLists(t *testing.T) {
	const tag = `"a,b"`
	for value, want := range map[string][2]bool{ // strongly, weakly
		`"a,b"`: {true, true}, `W/"a,b"`: {false, true}, `*`: {true, true}, ` "x" ,, "a,b" `: {true, true},
		`"x", W/"a,b"`: {false, true}, `"a"`: {}, `a,b`: {}, ``: {}, `"a,b" "x"`: {}, `"a,b`: {}, `"a,b", x`: {}, `w/"a,b"`: {}, `*, "x"`: {}, `"a b", "a,b"`: {},
	} {
		if got := [2]bool{listsTag(value, tag, false), listsTag(value, tag, true)}; got != want {
			t.Errorf("%s: %v, want %v", value, got, want)
		}
	}
}

func FuzzEntityTags(f *testing.F) {
	for _, seed := range []string{`"a"`, `W/"a", "b"`, `*`, `"", "`, `"a""b"`, `W/`, "\"\x7f\""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		const tag = `"0123456789abcdef"`
		if listsTag(value, tag, false) && !listsTag(value, tag, true) {
			t.Errorf("%q lists a tag strongly, but not weakly", value)
		}
		if listsTag(value, tag, true) && trim(value) != "*" && !strings.Contains(value, tag) {
			t.Errorf("%q does not contain the tag", value)
		}
	})
}
