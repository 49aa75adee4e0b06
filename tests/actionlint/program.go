//go:build tools

// Package tools pins actionlint, which checks our workflow and action: `go build` builds the program from it.
package tools

import _ "github.com/rhysd/actionlint/cmd/actionlint"
