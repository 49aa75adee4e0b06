package guesthost

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// printable returns at most limit bytes of text as one line: control
// characters, characters that change the direction of text, invalid UTF-8 and
// the backslash itself become escapes of Go.
func printable(text []byte, limit int) string {
	var b strings.Builder
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		piece := escaped(r, size, text[0])
		if b.Len()+len(piece) > limit {
			b.WriteString("…")
			break
		}
		b.WriteString(piece)
		text = text[size:]
	}
	return b.String()
}

// escaped returns a rune as printable text. first is its first byte.
func escaped(r rune, size int, first byte) string {
	switch {
	case r == utf8.RuneError && size <= 1:
		const digits = "0123456789abcdef"
		return `\x` + string(digits[first>>4]) + string(digits[first&15])
	case r == '\\':
		return `\\`
	case strconv.IsPrint(r):
		return string(r)
	default:
		return strings.Trim(strconv.QuoteRuneToASCII(r), "'")
	}
}
