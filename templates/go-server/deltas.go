package assets

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
)

const maxDeltas = 64 // of one file

// A Dictionary says for which later URLs browsers may use a file as a dictionary (RFC 9842).
type Dictionary struct {
	Match string `json:"match"` // a pattern, relative to the file's URL: "app.*.wasm?"
}

// A Delta is a file as the difference to one of an earlier release, for browsers that have that.
type Delta struct {
	Encoding string      `json:"encoding"` // "dcb" or "dcz"
	Path     string      `json:"path"`
	Bytes    int64       `json:"bytes"`
	SHA256   string      `json:"sha256"`
	From     EarlierFile `json:"from"`
}

// An EarlierFile is a file of an earlier release.
type EarlierFile struct {
	Path   string `json:"path"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

func (f *File) checkDeltas() error {
	if f.Dictionary != nil && !isMatch(f.Dictionary.Match) {
		return fmt.Errorf("%s: %q is not a pattern of URLs", f.Path, f.Dictionary.Match)
	}
	if len(f.Deltas) > maxDeltas {
		return fmt.Errorf("%s: has too many deltas", f.Path)
	}
	for _, d := range f.Deltas {
		if !isFileName(d.Path) || !isSize(d.Bytes) || !isSHA256(d.SHA256) || !consistsOf(d.Encoding, "-") {
			return fmt.Errorf("%s: %q is not a delta", f.Path, d.Encoding)
		}
		if !isFileName(d.From.Path) || !isSize(d.From.Bytes) || !isSHA256(d.From.SHA256) {
			return fmt.Errorf("%s: %q is not a file that a delta is from", f.Path, d.From.Path)
		}
	}
	return nil
}

// isMatch reports whether a text is a pattern that excludes URLs with a query, and can be quoted in a field.
func isMatch(text string) bool {
	pattern, found := strings.CutSuffix(text, "?")
	return found && consistsOf(pattern, "-._~%*")
}

// addDeltas adds what browsers that keep the file, or have an earlier one, get.
func (r *resource) addDeltas(file *File) {
	if file.Dictionary != nil {
		r.useAsDictionary = `match="` + file.Dictionary.Match + `"`
	}
	for _, d := range file.Deltas {
		r.deltas = append(r.deltas, representation{
			coding: d.Encoding, file: d.Path, size: d.Bytes, tag: tagOf(d.SHA256), dictionary: dictionaryField(d.From.SHA256),
		})
	}
}

// dictionaryField returns the Available-Dictionary of browsers that have the content with this digest: a Byte Sequence
// (RFC 8941, section 3.3.5).
func dictionaryField(sha256 string) string {
	sum, _ := hex.DecodeString(sha256) // isSHA256 has checked it
	return ":" + base64.StdEncoding.EncodeToString(sum) + ":"
}

// isDictionary reports whether browsers keep the file as a dictionary, or have an earlier one: then responses may differ
// by Available-Dictionary, those of a later release at the latest.
func (r *resource) isDictionary() bool {
	return r.useAsDictionary != "" || len(r.deltas) > 0
}

// chooseDelta returns the delta from the very file that the client has, if it accepts its coding, or nil. A range is one
// of the complete file.
func (r *resource) chooseDelta(request http.Header) *representation {
	available := request.Values("Available-Dictionary")
	if len(available) != 1 || len(request.Values("Range")) > 0 {
		return nil
	}
	for i := range r.deltas {
		delta := &r.deltas[i]
		if delta.dictionary == available[0] && acceptsByName(request.Values("Accept-Encoding"), delta.coding) {
			return delta
		}
	}
	return nil
}

// acceptsByName reports whether a client lists a coding and does not exclude it: "*" is no sign that it can decode
// deltas.
func acceptsByName(accepted []string, offered string) bool {
	own := 0 // the weight plus 1; 0 is none
	for _, value := range accepted {
		for value != "" {
			var element string
			element, value = cutElement(value)
			if coding, weight, ok := parseElement(element); ok && isCoding(coding, offered) {
				own = lower(own, weight)
			}
		}
	}
	return own > 1
}
