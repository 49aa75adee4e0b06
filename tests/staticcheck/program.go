//go:build tools

// Package tools pins staticcheck, which checks the Go files of templates and examples: `go build` builds the program
// from it.
package tools

import _ "honnef.co/go/tools/cmd/staticcheck"
