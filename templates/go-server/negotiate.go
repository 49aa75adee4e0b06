package assets

import "strings"

const fullWeight = 1000

// choose returns the representation that a client prefers, by its Accept-Encoding (RFC 9110, section 12.5.3): of those
// with the greatest weight the smallest. A client that does not send the field gets the file as it is, because it may be
// unable to decode anything else; so does one that excludes everything, which helps more than a 406 that no page expects.
func (r *resource) choose(accepted []string) *representation {
	var own [maxEncodings]int // weights plus 1; 0 is none
	var identity, other int
	for _, value := range accepted {
		for value != "" {
			var element string
			element, value = cutElement(value)
			coding, weight, ok := parseElement(element)
			switch {
			case !ok:
				// The client does not clearly accept a coding whose weight cannot be parsed.
			case coding == "*":
				other = lower(other, weight)
			case equalFold(coding, "identity"):
				identity = lower(identity, weight)
			default:
				for i := range r.encoded {
					if isCoding(coding, r.encoded[i].coding) {
						own[i] = lower(own[i], weight)
					}
				}
			}
		}
	}
	best, bestWeight := &r.identity, 0
	for i := range r.encoded {
		weight := own[i]
		if weight == 0 {
			weight = other
		}
		if weight-1 > bestWeight {
			best, bestWeight = &r.encoded[i], weight-1
		}
	}
	if identity == 0 {
		identity = other
	}
	if identity-1 > bestWeight {
		return &r.identity
	}
	return best
}

// lower returns the lower of two weights: nothing that a proxy appends can undo an exclusion.
func lower(stored, weight int) int {
	if stored == 0 {
		return weight + 1
	}
	return min(stored, weight+1)
}

// cutElement cuts the first element of a comma-separated list. A comma in a quoted string does not separate.
func cutElement(list string) (element, rest string) {
	quoted := false
	for i := 0; i < len(list); i++ {
		switch c := list[i]; {
		case c == '"':
			quoted = !quoted
		case c == '\\' && quoted:
			i++
		case c == ',' && !quoted:
			return trim(list[:i]), list[i+1:]
		}
	}
	return trim(list), ""
}

// parseElement parses codings [ weight ]: "gzip;q=0.5".
func parseElement(element string) (coding string, weight int, ok bool) {
	coding, parameter, found := strings.Cut(element, ";")
	coding = trim(coding)
	weight = fullWeight
	if found {
		parameter = trim(parameter)
		if len(parameter) < 2 || parameter[0]|0x20 != 'q' || parameter[1] != '=' {
			return "", 0, false
		}
		weight = parseWeight(parameter[2:])
	}
	return coding, weight, weight >= 0 && consistsOf(coding, "!#$%&'*+-.^_`|~")
}

// parseWeight returns thousandths, or -1: qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] ).
func parseWeight(text string) int {
	if text == "" || len(text) > len("0.000") || text[0] != '0' && text[0] != '1' || len(text) > 1 && text[1] != '.' {
		return -1
	}
	weight := int(text[0]-'0') * fullWeight
	unit := fullWeight / 10
	for i := 2; i < len(text); i++ {
		if text[i] < '0' || text[i] > '9' {
			return -1
		}
		weight += int(text[i]-'0') * unit
		unit /= 10
	}
	if weight > fullWeight {
		return -1
	}
	return weight
}

// isCoding reports whether a written coding is one that is offered. x-gzip is gzip, x-compress is compress (RFC 9110,
// section 8.4.1).
func isCoding(written, offered string) bool {
	if equalFold(written, offered) {
		return true
	}
	isAlias := len(written) > 2 && equalFold(written[:2], "x-") && (offered == "gzip" || offered == "compress")
	return isAlias && equalFold(written[2:], offered)
}

// equalFold reports whether an ASCII text is another one, which is in lower case.
func equalFold(written, lowerCase string) bool {
	if len(written) != len(lowerCase) {
		return false
	}
	for i := 0; i < len(written); i++ {
		c := written[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lowerCase[i] {
			return false
		}
	}
	return true
}

// trim removes the white space of field values.
func trim(text string) string {
	return strings.Trim(text, " \t")
}
