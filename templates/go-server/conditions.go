package assets

import (
	"math"
	"strings"
)

// listsTag reports whether a value of If-Match or If-None-Match is "*" or lists a strong tag. A value that is not a
// list of entity tags lists nothing.
func listsTag(value, tag string, weak bool) bool {
	value = trim(value)
	if value == "*" {
		return true
	}
	listed := false
	for value != "" {
		if value[0] == ',' {
			value = trim(value[1:])
			continue
		}
		isWeak := strings.HasPrefix(value, "W/")
		opaque, rest, ok := cutTag(strings.TrimPrefix(value, "W/"))
		rest = trim(rest)
		if !ok || rest != "" && rest[0] != ',' {
			return false
		}
		listed = listed || opaque == tag && (weak || !isWeak)
		value = rest
	}
	return listed
}

// cutTag cuts an opaque-tag, with its quotation marks, from the front of a text (RFC 9110, section 8.8.3).
func cutTag(text string) (tag, rest string, ok bool) {
	if text == "" || text[0] != '"' {
		return "", "", false
	}
	end := strings.IndexByte(text[1:], '"') + 2
	if end < 2 {
		return "", "", false
	}
	for _, c := range []byte(text[1 : end-1]) {
		if c <= ' ' || c == 0x7f {
			return "", "", false
		}
	}
	return text[:end], text[end:], true
}

// A byteRange is what a Range requests: length bytes from first on.
type byteRange struct {
	first, length int64
}

// A rangeOutcome is what becomes of a Range (RFC 9110, section 14.2).
type rangeOutcome int

const (
	rangeIgnored rangeOutcome = iota // another unit, several ranges, or no valid one: the response is as without it
	rangeSatisfiable
	rangeUnsatisfiable
)

// parseRange parses a value of Range for a content of this size: "bytes=0-99", "bytes=100-", "bytes=-100".
func parseRange(value string, size int64) (byteRange, rangeOutcome) {
	unit, list, found := strings.Cut(value, "=")
	if !found || !equalFold(trim(unit), "bytes") {
		return byteRange{}, rangeIgnored
	}
	only := ""
	for list != "" {
		var element string
		element, list = cutElement(list)
		if element != "" && only != "" {
			return byteRange{}, rangeIgnored
		}
		only += element
	}
	from, to, found := strings.Cut(only, "-")
	first, firstOK := parsePosition(from)
	last, lastOK := parsePosition(to)
	switch {
	case !found, !firstOK && from != "", !lastOK && to != "", !firstOK && !lastOK:
		return byteRange{}, rangeIgnored
	case !firstOK:
		length := min(last, size)
		if length == 0 {
			return byteRange{}, rangeUnsatisfiable
		}
		return byteRange{size - length, length}, rangeSatisfiable
	case lastOK && last < first:
		return byteRange{}, rangeIgnored
	case first >= size:
		return byteRange{}, rangeUnsatisfiable
	}
	end := size
	if lastOK && last < size {
		end = last + 1
	}
	return byteRange{first, end - first}, rangeSatisfiable
}

// parsePosition parses 1*DIGIT. A number that is too large counts as the largest.
func parsePosition(text string) (int64, bool) {
	position := int64(0)
	for i := 0; i < len(text); i++ {
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}
		digit := int64(text[i] - '0')
		if position > (math.MaxInt64-digit)/10 {
			position = math.MaxInt64
			continue
		}
		position = position*10 + digit
	}
	return position, text != ""
}
